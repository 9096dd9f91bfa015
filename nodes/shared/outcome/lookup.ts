import type { IExecutePaginationFunctions, INodeExecutionData } from 'n8n-workflow';

import type { FailureContext } from './failure';

/**
 * Asks the provider, if it can be asked, what became of a send.
 * @param sentAt when it left, or since when it may have
 * @returns the items that its answer would have given, `notSent` when the provider surely does not have
 * it, or undefined when that can't be told
 */
export async function lookUp(
	context: IExecutePaginationFunctions,
	{ policy, request }: FailureContext,
	sentAt: Date,
): Promise<INodeExecutionData[] | 'notSent' | undefined> {
	return await policy.lookup?.call(context, request, sentAt).catch(() => undefined);
}
