import { parse } from 'flatted';
import { setTimeout as pause } from 'node:timers/promises';
import type { IRunExecutionData, ITaskData } from 'n8n-workflow';
import type { Rest } from './owner';

/** A finished execution. */
export interface Execution {
	id: string;
	/** `success`, `error`, `crashed`, `canceled`. */
	status: string;
	data: IRunExecutionData;
	/** The runs of a node, one entry each. */
	runs(node: string): ITaskData[];
}

const unfinished = ['new', 'running', 'waiting'];

/** Waits until an execution has ended, and loads it. @throws if it takes longer than ten minutes */
export async function executionOf(rest: Rest, id: string): Promise<Execution> {
	const deadline = Date.now() + 600_000;
	while (Date.now() < deadline) {
		const { status, data } = await rest.call<{ status: string; data: string }>(
			'GET',
			`/executions/${id}`,
		);
		if (!unfinished.includes(status)) {
			const read = parse(data) as IRunExecutionData;
			return { id, status, data: read, runs: (node) => read.resultData.runData[node] ?? [] };
		}
		await pause(300);
	}
	throw new Error(`The execution ${id} has not ended within ten minutes`);
}

/**
 * Runs a workflow like the Execute Workflow button, starting at one of its triggers.
 * @param upTo the last node to run, like the Execute Step button. Default: all nodes run
 */
export async function execute(
	rest: Rest,
	workflowId: string,
	trigger: string,
	upTo?: string,
): Promise<Execution> {
	const { executionId } = await rest.call<{ executionId: string }>(
		'POST',
		`/workflows/${workflowId}/run`,
		{
			triggerToStartFrom: { name: trigger },
			...(upTo && { destinationNode: { nodeName: upTo, mode: 'inclusive' } }),
		},
	);
	return await executionOf(rest, executionId);
}
