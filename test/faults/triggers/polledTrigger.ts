import { textOf } from '../../../nodes/shared/json';
import type { ICredentialDataDecryptedObject, IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { INodeJson, PollResult } from '../../../tools/engine/engine';
import { logged } from '../log';
import type { Environment } from '../../../tools/providers/operations';

/** The result of a poll. */
export interface Polled extends PollResult {
	log: string[];
	/** The ids of the events that it emitted about the thing. */
	events: string[];
}

let processes = 0;

/**
 * A polling trigger in n8n, from its activation on, with one thing to report. n8n saves its static data when it is
 * activated and when it emits something; everything else in the memory of the process is lost with the process.
 */
export class PolledTrigger {
	/** Everything that it left behind, to be searched for secrets. */
	readonly traces: unknown[] = [];
	/** How often each event was emitted. */
	readonly emitted = new Map<string, number>();
	private staticData: IDataObject = {};
	private saved: IDataObject = {};
	/** The id of the workflow in the current process. */
	private workflow = `polled-${++processes}`;

	constructor(
		private readonly environment: Environment,
		private readonly node: INodeJson,
		/** A text in every item about the thing. */
		private readonly thing: string,
	) {}

	/** @param mode `manual` is Fetch Test Event, which must change nothing */
	async poll(
		credentials: Record<string, ICredentialDataDecryptedObject>,
		mode: 'trigger' | 'manual' = 'trigger',
	): Promise<Polled> {
		const workflow = { id: this.workflow, nodes: [this.node], connections: {} };
		const { value, log } = await logged(
			async () =>
				await this.environment.engine.poll(workflow, {
					credentials,
					mode,
					staticData: this.staticData,
				}),
		);
		this.traces.push(value, log, structuredClone(this.staticData));
		const events = mode === 'manual' ? [] : this.note(value.items ?? []);
		if (value.items) this.save();
		return { ...value, log, events };
	}

	save(): void {
		this.saved = structuredClone(this.staticData);
	}

	/** Simulates that n8n is killed and started again. */
	crash(): void {
		this.staticData = structuredClone(this.saved);
		this.workflow = `polled-${++processes}`;
	}

	get memory(): string {
		return JSON.stringify(this.staticData);
	}

	private note(items: INodeExecutionData[]): string[] {
		const own = items.filter(({ json }) => JSON.stringify(json).includes(this.thing));
		const ids = own.map(({ json }) => textOf(json.eventId));
		for (const id of ids) this.emitted.set(id, (this.emitted.get(id) ?? 0) + 1);
		return ids;
	}
}
