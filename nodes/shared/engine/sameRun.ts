import type { IExecuteSingleFunctions } from 'n8n-workflow';

/**
 * The runs of a node in an execution, by what n8n keeps for the node as long as the execution runs: an object in
 * its data, the same for all tries of a run, for n8n's own loops keep their place there. Nothing is written into
 * it here, so nothing is saved.
 */
const runs = new WeakMap<object, Map<unknown, object>>();

/**
 * What belongs to one run of a node, over all its items and all its tries under Retry On Fail. It is gone
 * when n8n lets go of the execution.
 * @param isTool all calls by an agent in one execution are one run
 */
export function ofSameRun<T extends object>(
	context: IExecuteSingleFunctions,
	isTool: boolean,
	make: () => T,
): T {
	// Where n8n keeps nothing for a node, no send leaves, and the reads of a try belong together.
	const node = keepsNodeData(context) ? context.getContext('node') : context.getExecuteData();
	const ofNode = runs.get(node) ?? new Map<unknown, object>();
	runs.set(node, ofNode);
	const index = isTool ? 'tool' : runIndexOf(context);
	const run = (ofNode.get(index) as T | undefined) ?? make();
	ofNode.set(index, run);
	return run;
}

/** Which run of the node in its execution this is, from 0: more than one in a loop. */
export const runIndexOf = (context: IExecuteSingleFunctions): number =>
	Number(context.getWorkflowDataProxy(context.getItemIndex()).$runIndex);

/** Whether what n8n keeps for the node is the same each time, so that a run is known again. */
export const keepsNodeData = (context: IExecuteSingleFunctions): boolean =>
	context.getContext('node') === context.getContext('node');

/** Whether a run of the node can be told from the others in its execution. */
export const tellsRunsApart = (context: IExecuteSingleFunctions): boolean =>
	Number.isInteger(runIndexOf(context));
