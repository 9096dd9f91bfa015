import type { IExecuteSingleFunctions } from 'n8n-workflow';

/**
 * The runs of a node in an execution, by the object that n8n keeps for the node as long as the execution runs: it is
 * the same for all attempts of a run, because n8n's own loops store their position there. Nothing is written into it
 * here, so nothing is saved.
 */
const runs = new WeakMap<object, Map<unknown, object>>();

/**
 * What belongs to one run of a node, over all its items and all its attempts under Retry On Fail. It disappears when
 * n8n releases the execution.
 * @param isTool all calls by an agent in one execution are one run
 */
export function ofSameRun<T extends object>(
	context: IExecuteSingleFunctions,
	isTool: boolean,
	make: () => T,
): T {
	// If n8n keeps nothing for a node, no send leaves, and the reads of an attempt belong together.
	const node = keepsNodeData(context) ? context.getContext('node') : context.getExecuteData();
	const ofNode = runs.get(node) ?? new Map<unknown, object>();
	runs.set(node, ofNode);
	const index = isTool ? 'tool' : runIndexOf(context);
	const run = (ofNode.get(index) as T | undefined) ?? make();
	ofNode.set(index, run);
	return run;
}

/** By n8n's context of an item. To tell one, n8n makes everything that an expression could use, so it is asked once. */
const runIndexes = new WeakMap<IExecuteSingleFunctions, number>();

/** The number of this run of the node in its execution, from 0: there are several in a loop. */
export function runIndexOf(context: IExecuteSingleFunctions): number {
	const index =
		runIndexes.get(context) ??
		Number(context.getWorkflowDataProxy(context.getItemIndex()).$runIndex);
	runIndexes.set(context, index);
	return index;
}

/** Whether n8n keeps the same object for the node each time, so that a run is recognized. */
export const keepsNodeData = (context: IExecuteSingleFunctions): boolean =>
	context.getContext('node') === context.getContext('node');

/** Whether a run of the node can be distinguished from the others in its execution. */
export const distinguishesRuns = (context: IExecuteSingleFunctions): boolean =>
	Number.isInteger(runIndexOf(context));
