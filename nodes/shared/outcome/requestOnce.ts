import { NodeApiError, NodeOperationError, type INode } from 'n8n-workflow';

import { httpFault } from '../response/httpFault';
import { ProviderError } from '../response/providerError';
import { watchDeparture, type Departure } from '../engine/departure';
import type { Failure } from './failure';
import type { Policy, RequestOptions } from '../policy';

/** A request failed, and what came is no answer of the provider's. */
export class NoAnswer extends Error {
	/**
	 * @param cause what came; kept here, for n8n's own errors do not always keep theirs
	 * @param hasLeft false only if it surely has not
	 */
	constructor(
		override readonly cause: unknown,
		readonly hasLeft: boolean,
	) {
		super('No answer came');
	}
}

/** Whose request it is, to speak of its failure. */
interface Asked {
	policy: Pick<Policy, 'kind' | 'errors'>;
	node: INode;
	itemIndex?: number;
}

/**
 * Makes a request once, and finds out how far it came.
 * @param options what is handed to n8n
 * @throws ProviderError if the provider's answer is no success; NoAnswer if there is none; errors of ours as
 * they are
 */
export async function requestOnce<T>(
	options: RequestOptions,
	asked: Asked,
	make: () => Promise<T>,
): Promise<T> {
	const departure = watchDeparture(options);
	return await make().catch((error) => {
		throw failureOfRequest(error, departure, asked);
	});
}

function failureOfRequest(
	error: unknown,
	departure: Departure,
	{ policy, node, itemIndex }: Asked,
): Error {
	if (error instanceof ProviderError || isExplained(error)) return error;
	// Before a send it was probed that the credential gets to see each request. A read may need none.
	const isSeen = departure.stage !== 'unseen' || policy.kind === 'read';
	const hasLeft = isSeen && departure.stage !== 'signing';
	const response = hasLeft ? httpFault(error)?.response : undefined;
	// A success among the errors is an answer that broke off in the middle: no answer at all.
	if (!response || response.status < 300) return new NoAnswer(error, hasLeft);
	const { status, headers, data } = response;
	return new ProviderError(node, { status, headers, body: data }, policy.errors, itemIndex);
}

/** Whether an error was made here: from words of ours and `{}`, where n8n makes its own from another error. */
export function isExplained(error: unknown): error is Failure {
	if (error instanceof NodeOperationError) return true;
	if (!(error instanceof NodeApiError) || !error.errorResponse) return false;
	return !('message' in error.errorResponse);
}
