import type { IExecuteSingleFunctions, IRunData } from 'n8n-workflow';

import { inItem } from '../inItem';
import { GUARDS, lacking } from './guards';

/** What n8n's server tells of an execution to its engine, but in no function that it offers to nodes. */
interface ServerData {
	additionalData?: { hooks?: { retryOf?: string }; currentNodeExecutionIndex?: number };
	runExecutionData?: { resultData: { runData: IRunData } } | null;
}

const serverData = (context: IExecuteSingleFunctions) => context as unknown as ServerData;

/** Whether the execution is a retry of another one, made by the button in n8n's list of executions. */
export const isRetry = (context: IExecuteSingleFunctions): boolean =>
	context.getMode() === 'retry' || retryOf(context) !== undefined;

/** The execution that this one is a retry of. Up to n8n 2.14 it is not told. */
const retryOf = (context: IExecuteSingleFunctions): string | undefined =>
	serverData(context).additionalData?.hooks?.retryOf;

/**
 * Whether a retried execution came to its end, so that n8n saved all that it did. Of one that crashed,
 * n8n has what it began with, or the nodes that it made up from its event log, or (with "Save execution
 * progress") the nodes before the one that it crashed in, with which the retry then begins.
 * Where that is not sure, it counts as a crash.
 * @param context of the node that runs now
 */
export function isSavedWhole(context: IExecuteSingleFunctions): boolean {
	if (retryOf(context) === undefined) return false;
	const { additionalData, runExecutionData } = serverData(context);
	const { runData = {} } = runExecutionData?.resultData ?? {};
	// n8n counts anew in each execution, and counts a node when it starts.
	const ranInThis = (additionalData?.currentNodeExecutionIndex ?? Infinity) - 1;
	const results = Object.values(runData).flat();
	if (results.length <= ranInThis || results.some(isMadeUp)) return false;
	// Of a node that failed, n8n leaves the place of its results when it takes the failure out.
	return ranInThis > 0 || context.getNode().name in runData;
}

/** The one item of a node that n8n knows from its event log only. */
const isMadeUp = ({ data }: IRunData[string][number]) =>
	data?.main?.[0]?.[0]?.json.isArtificialRecoveredEventItem === true;

/**
 * The execution that this one is, or that it is a retry of; undefined if it has no id.
 * @throws NodeOperationError if it is a retry and n8n does not tell of which one: that one may have sent
 */
export function firstExecution(context: IExecuteSingleFunctions): string | undefined {
	if (!isRetry(context)) return context.getExecutionId() || undefined;
	const first = retryOf(context);
	if (first !== undefined) return first;
	const itemIndex = context.getItemIndex();
	const error = lacking(context.getNode(), GUARDS.retried, itemIndex);
	error.message = `May have been sent: this n8n does not ${GUARDS.retried.need}, and that one may have sent it${inItem(itemIndex)}`;
	error.description = `It was not sent again. Look at the provider whether it is there; if not, run the workflow anew. ${error.description}`;
	error.context.outcome = 'maybeSent';
	throw error;
}
