import type { IExecuteSingleFunctions } from 'n8n-workflow';

/**
 * By what n8n keeps for a node as long as an execution runs: an object in the execution's data, the same for
 * all runs of the node in it and for all tries of a run, for n8n's own loops keep their place there. Nothing is
 * written into it here, so nothing is saved.
 */
const byNode = new WeakMap<object, Map<unknown, object>>();

/** By what n8n hands to a node in one run. Most versions hand the same to each try, which is quicker to find. */
const byData = new WeakMap<object, object>();

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
	const data = context.getExecuteData();
	const known = isTool ? undefined : byData.get(data);
	if (known) return known as T;
	const node = context.getContext('node');
	const runs = byNode.get(node) ?? new Map<unknown, object>();
	byNode.set(node, runs);
	const index = isTool ? 'tool' : runIndexOf(context);
	const run = (runs.get(index) as T | undefined) ?? make();
	runs.set(index, run);
	if (!isTool) byData.set(data, run);
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
