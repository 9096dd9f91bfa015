import type { INode } from 'n8n-workflow';

import { watchDeparture, type Departure } from '../engine/departure';
import { httpFault } from '../engine/httpFault';
import type { Policy, RequestOptions } from '../policy';
import { ProviderError } from '../response/providerError';
import { classify, RequestError } from './classify';
import { isOwnError } from './ownError';

/** Whose request it is, to speak of its failure. */
interface Asked {
	policy: Pick<Policy, 'kind' | 'errors'>;
	node: INode;
	itemIndex?: number;
}

/**
 * Makes a request once, and finds out how far it came. Here, and nowhere else, a failure is classified.
 * @param options what is handed to n8n
 * @throws RequestError; its cause is a ProviderError if the provider's answer is no success
 */
export async function requestOnce<T>(
	options: RequestOptions,
	asked: Asked,
	make: () => Promise<T>,
): Promise<T> {
	const departure = watchDeparture(options);
	return await make().catch((error: unknown) => {
		const hasLeft = mayHaveLeft(departure, asked);
		const cause = hasLeft ? (unreadAnswer(error, asked) ?? error) : error;
		throw new RequestError(classify(cause, hasLeft), cause);
	});
}

/** Before a send it was probed that the credential gets to see each request. A read may need none. */
const mayHaveLeft = ({ stage }: Departure, { policy }: Asked) =>
	stage === 'left' || (stage === 'unseen' && policy.kind === 'read');

/** The answer that an error of n8n's HTTP client holds, if it does. */
function unreadAnswer(
	error: unknown,
	{ policy, node, itemIndex }: Asked,
): ProviderError | undefined {
	if (error instanceof ProviderError || isOwnError(error)) return undefined;
	const response = httpFault(error)?.response;
	// A success among the errors is an answer that broke off in the middle: no answer at all.
	if (!response || response.status < 300) return undefined;
	const { status, headers, data } = response;
	return new ProviderError(node, { status, headers, body: data }, policy.errors, itemIndex);
}
