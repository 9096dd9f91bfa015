import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { RunResult, WorkflowJson } from '../engine/engine';
import { endOf, hasStoppedItself, type N8n } from './n8n';

/** The result of one poll, and of the workflow run that it started. */
export interface Tick {
	/** What the trigger emitted; empty if there was nothing new. */
	items: INodeExecutionData[];
	run?: RunResult;
}

/** An active workflow: n8n polls its trigger, and runs it with what the trigger emits. */
export class ActiveWorkflow {
	private readonly staticData: IDataObject = {};

	/** @param trigger name of the workflow's polling trigger */
	constructor(
		private readonly n8n: N8n,
		private readonly workflow: WorkflowJson,
		private readonly trigger: string,
	) {}

	/** @throws if the trigger or the workflow fails, but not if the workflow ends at its own Stop and Error node */
	async poll(): Promise<Tick> {
		const { engine, credentials } = this.n8n;
		const { staticData, workflow, trigger } = this;
		const { items, error } = await engine.poll(workflow, { credentials, staticData });
		if (error) throw error;
		if (!items) return { items: [] };
		const run = await engine.run(workflow, { credentials, input: items, startAt: trigger });
		return { items, run: hasStoppedItself(run) ? run : endOf(workflow, run) };
	}
}

/** The last node that an event reached, identified by `eventId` or another field that is passed along. */
export function destination(run: RunResult, value: unknown, field = 'eventId'): string | undefined {
	return Object.keys(run.runData).findLast((node) =>
		run.items(node).some(({ json }) => json[field] === value),
	);
}
