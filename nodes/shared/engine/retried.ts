import {
	NodeOperationError,
	type IExecuteSingleFunctions,
	type INode,
	type IRunData,
} from 'n8n-workflow';

import { Period } from '../clock';
import { inItem } from '../inItem';
import { GUARDS, useAnother } from './guards';

/** Data about an execution that n8n's server passes to its engine, and that no function offers to nodes. */
interface ServerData {
	additionalData?: {
		hooks?: { retryOf?: string };
		currentNodeExecutionIndex?: number;
		/** The execution that called this one, or the one that called that, and so on. */
		rootExecutionMode?: string;
	};
	runExecutionData?: {
		resultData: { runData: IRunData };
		parentExecution?: { executionContext?: { establishedAt?: number } };
	} | null;
	workflow?: { nodes: Record<string, INode> };
}

const serverData = (context: IExecuteSingleFunctions) => context as unknown as ServerData;

/** Whether the execution is a retry of another one, started by the button in n8n's list of executions. */
export const isRetry = (context: IExecuteSingleFunctions): boolean =>
	context.getMode() === 'retry' || retryOf(context) !== undefined;

/**
 * Whether a retry called the execution, and may have called it before. n8n tells the called execution nothing about
 * that. Before n8n 2.15 this is not reported either.
 */
export const isCalledByRetry = (context: IExecuteSingleFunctions): boolean =>
	!isRetry(context) && serverData(context).additionalData?.rootExecutionMode === 'retry';

/** The execution that this one retries. n8n up to 2.14 does not report it. */
export const retryOf = (context: IExecuteSingleFunctions): string | undefined =>
	serverData(context).additionalData?.hooks?.retryOf;

/**
 * Whether a retried execution came to its end, so that n8n saved everything that it did. Of one that crashed, n8n has
 * what it started with, or the nodes that it reconstructed from its event log, or (with "Save execution progress")
 * the nodes before the one that it crashed in, with which the retry then starts. If that is uncertain, it counts as a
 * crash.
 * @param context of the node that is running now
 */
export function isSavedCompletely(context: IExecuteSingleFunctions): boolean {
	if (retryOf(context) === undefined) return false;
	const runData = runDataOf(context) ?? {};
	if (!isResumed(context) || Object.values(runData).flat().some(isReconstructed)) return false;
	if (ranSinceResumed(context) > 0 && !startsWithFailedNode(context, runData)) return false;
	// When n8n removes the failure of a failed node, it leaves the place of its results.
	return ranSinceResumed(context) > 0 || context.getNode().name in runData;
}

/**
 * Whether the execution continues from what n8n has saved of it: as a retry, or after a Wait. Then there are results
 * of nodes that have not run since.
 */
export function isResumed(context: IExecuteSingleFunctions): boolean {
	const results = Object.values(runDataOf(context) ?? {}).flat();
	return results.length > ranSinceResumed(context);
}

/** The time of this process, which knows what happened in it: nothing of ours ran in it before that. */
export const thisProcess = new Period();

/**
 * How many runs of the node came before this one in the execution, as far as n8n has saved them. An agent's call is
 * among them while it runs.
 */
export const savedRunsOf = (context: IExecuteSingleFunctions): number =>
	(runDataOf(context)?.[context.getNode().name] ?? []).filter(
		({ executionStatus, startTime }) =>
			executionStatus !== 'running' || !thisProcess.has(startTime),
	).length;

const runDataOf = (context: IExecuteSingleFunctions): IRunData | undefined =>
	serverData(context).runExecutionData?.resultData.runData;

/**
 * Whether a retry starts with a node that has failed. Of an execution that crashed after a Wait, n8n may have what it
 * saved when the Wait began: its retry starts with the node that waited, and nothing shows what happened after that.
 */
function startsWithFailedNode(context: IExecuteSingleFunctions, runData: IRunData): boolean {
	const first = Object.entries(runData)
		.flatMap(([name, runs]) => runs.map((run) => ({ name, ...run })))
		.filter(({ executionIndex }) => executionIndex === 0)
		.sort((one, other) => one.startTime - other.startTime)
		.at(-1);
	const node = serverData(context).workflow?.nodes[first?.name ?? ''];
	return node !== undefined && !mayWait(node);
}

/** Nodes that wait have a webhook that resumes them, or wait for a workflow that they call. */
const mayWait = ({ webhookId, type }: INode) =>
	webhookId !== undefined || /\.(wait|form|executeWorkflow)$/.test(type);

/**
 * How many nodes ran before this one: n8n counts from the start again when it continues, and counts a node when it
 * starts.
 */
const ranSinceResumed = (context: IExecuteSingleFunctions): number =>
	(serverData(context).additionalData?.currentNodeExecutionIndex ?? Infinity) - 1;

/** The one item of a node that n8n knows only from its event log. */
const isReconstructed = ({ data }: IRunData[string][number]) =>
	data?.main?.[0]?.[0]?.json.isArtificialRecoveredEventItem === true;

/**
 * When the execution that called this one began, or the one that it retries, in Unix milliseconds; NaN if n8n does
 * not report it.
 */
export const callerBeganAt = (context: IExecuteSingleFunctions): number =>
	serverData(context).runExecutionData?.parentExecution?.executionContext?.establishedAt ?? NaN;

/** When the execution began, or the one that it continues, in Unix milliseconds; NaN if n8n does not report it. */
export const beganAt = (context: IExecuteSingleFunctions): number =>
	context.getExecutionContext?.()?.establishedAt ?? NaN;

/**
 * This execution, or the one that it retries; undefined if it has no id.
 * @throws NodeOperationError if n8n does not report which execution it retries, or what called it before: that one
 * may have sent
 */
export function firstExecution(context: IExecuteSingleFunctions): string | undefined {
	if (isCalledByRetry(context)) {
		throw mayHaveSent(
			context,
			'the execution that calls this workflow is a retry, which may have sent it before',
			'Run the calling workflow anew instead of retrying its execution.',
		);
	}
	if (!isRetry(context)) return context.getExecutionId() || undefined;
	const first = retryOf(context);
	if (first !== undefined) return first;
	throw mayHaveSent(
		context,
		`this n8n does not ${GUARDS.retried.need}, and that one may have sent it`,
		`Run the workflow anew. ${useAnother(GUARDS.retried)}`,
	);
}

/** The error for a send that may have been made before, in an execution about which not enough is known. */
export function mayHaveSent(
	context: IExecuteSingleFunctions,
	happened: string,
	toDo: string,
): NodeOperationError {
	const itemIndex = context.getItemIndex();
	const error = new NodeOperationError(
		context.getNode(),
		`May have been sent: ${happened}${inItem(itemIndex)}`,
		{
			description: `It was not sent again. Check at the provider whether it arrived. If not: ${toDo}`,
			itemIndex,
		},
	);
	error.context.outcome = 'maybeSent';
	return error;
}
