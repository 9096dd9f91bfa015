import type { IExecuteSingleFunctions, IRunData } from 'n8n-workflow';

/** What n8n's server tells of an execution to its engine, but in no function that it offers to nodes. */
interface ServerData {
	additionalData?: { hooks?: { retryOf?: string }; currentNodeExecutionIndex?: number };
	runExecutionData?: { resultData: { runData: IRunData } } | null;
}

const serverData = (context: IExecuteSingleFunctions) => context as unknown as ServerData;

/** The execution that this one is a retry of, made by the button in n8n's list of executions. */
export const retryOf = (context: IExecuteSingleFunctions): string | undefined =>
	serverData(context).additionalData?.hooks?.retryOf;

/**
 * Whether a retried execution came to its end, so that n8n saved all that it did. Of one that crashed,
 * n8n has what it began with, or the nodes that it made up from its event log, or (with "Save execution
 * progress") the nodes before the one that it crashed in, with which the retry then begins.
 * Where that is not sure, it counts as a crash.
 * @param context of the node that runs now
 */
export function isSavedWhole(context: IExecuteSingleFunctions): boolean {
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
