import { textOf } from '../../../nodes/shared/json';
import type { ICredentialDataDecryptedObject, IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { INodeJson, PollResult } from '../../../tools/engine/engine';
import { logged } from '../log';
import type { Environment } from '../../../tools/providers/operations';

/** What a poll came to. */
export interface Polled extends PollResult {
	log: string[];
	/** The ids of the events that it told of the thing. */
	news: string[];
}

let processes = 0;

/**
 * A trigger's life in n8n, with one thing to tell of. n8n saves its static data when it is activated and
 * when it tells something; what its process remembers besides goes with the process.
 */
export class Life {
	/** All that it left, to be searched for secrets. */
	readonly left: unknown[] = [];
	/** How often each event was told. */
	readonly told = new Map<string, number>();
	private staticData: IDataObject = {};
	private saved: IDataObject = {};
	/** The process knows the workflow by it. */
	private workflow = `polled-${++processes}`;

	constructor(
		private readonly environment: Environment,
		private readonly node: INodeJson,
		/** What items hold that tell of the thing. */
		private readonly thing: string,
	) {}

	/** @param mode `manual` is Fetch Test Event, which is to change nothing */
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
		this.left.push(value, log, structuredClone(this.staticData));
		const news = mode === 'manual' ? [] : this.note(value.items ?? []);
		if (value.items) this.save();
		return { ...value, log, news };
	}

	save(): void {
		this.saved = structuredClone(this.staticData);
	}

	/** n8n is killed and started again. */
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
		for (const id of ids) this.told.set(id, (this.told.get(id) ?? 0) + 1);
		return ids;
	}
}
