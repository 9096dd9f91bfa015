import type { INode } from 'n8n-workflow';

import {
	isTrackingReliable,
	noteUntrackedSend,
	trackRequest,
	type RequestProgress,
} from '../engine/requestTracking';
import { httpFault } from '../engine/httpFault';
import { isProxyFault } from '../engine/phase';
import { streamedIn } from '../engine/streamedBody';
import type { Policy, RequestOptions } from '../policy';
import {
	mayRenewalHelp,
	noteAcceptedToken,
	noteFruitlessRenewal,
	type OwnTokens,
} from '../renewal';
import { ProviderError } from '../response/providerError';
import { classify, isSend, RequestError } from './classify';
import { isOwnError } from './ownError';

/** Whose request it is, to describe its failure. */
interface RequestContext extends Pick<RequestProgress, 'refusedTokens' | 'isExpectedAccount'> {
	policy: Pick<Policy, 'kind' | 'errors'>;
	node: INode;
	itemIndex?: number;
}

/**
 * Makes a request once, and determines how far it got. Failures are classified here and nowhere else.
 * @param options what is passed to n8n
 * @throws RequestError; its cause is a ProviderError if the provider's answer is no success
 */
export async function requestOnce<T>(
	options: RequestOptions,
	asked: RequestContext,
	make: () => Promise<T>,
): Promise<T> {
	const { refusedTokens, isExpectedAccount } = asked;
	const streamed = streamedIn(options);
	// A file that no longer exists prevents the request from leaving.
	await streamed?.open().catch(async (error) => {
		await streamed.close();
		throw new RequestError('unable', error);
	});
	const progress = trackRequest(options, { refusedTokens, isExpectedAccount });
	const fail = (error: unknown): never => {
		const hasLeft = mayHaveLeft(progress, asked);
		const cause = hasLeft ? (unreadAnswer(error, asked) ?? error) : error;
		const { tokens } = progress;
		if (tokens && isAboutToken(cause, tokens, asked)) {
			throw new RequestError('tokenRefused', cause, tokens.current);
		}
		const isAnswer = cause instanceof ProviderError;
		throw new RequestError(classify(cause, hasLeft), isAnswer ? cause : (streamed?.fault ?? cause));
	};
	const answer = await make()
		.catch(fail)
		.finally(async () => await streamed?.close());
	if (isSend(asked.policy.kind) && progress.stage !== 'left') noteUntrackedSend();
	if (progress.tokens) noteAcceptedToken(progress.tokens);
	return answer;
}

/** Whether a 401 may be about a token that the credential can replace. */
function isAboutToken(
	cause: unknown,
	tokens: OwnTokens,
	{ refusedTokens }: RequestContext,
): boolean {
	if (!(cause instanceof ProviderError) || cause.status !== 401) return false;
	if (refusedTokens !== undefined) noteFruitlessRenewal(tokens);
	return mayRenewalHelp(tokens);
}

/** Before a send, a probe has confirmed that the credential sees each request. A read may need no credential. */
const mayHaveLeft = ({ stage }: RequestProgress, { policy }: RequestContext) =>
	stage === 'left' || (stage === 'unseen' && !(isSend(policy.kind) && isTrackingReliable()));

/** The provider's answer in an error of n8n's HTTP client, if there is one. */
function unreadAnswer(
	error: unknown,
	{ policy, node, itemIndex }: RequestContext,
): ProviderError | undefined {
	if (error instanceof ProviderError || isOwnError(error)) return undefined;
	const fault = httpFault(error);
	// A success among the errors is an answer that broke off in the middle, so it counts as no answer.
	if (!fault?.response || fault.response.status < 300 || isProxyFault(fault)) return undefined;
	const { status, headers, data } = fault.response;
	return new ProviderError(node, { status, headers, body: data }, policy.errors, itemIndex);
}
