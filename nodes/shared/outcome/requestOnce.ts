import { NodeApiError, type INode } from 'n8n-workflow';

import { isWhole } from '../engine/answers';
import { httpFault } from '../engine/httpFault';
import { isProxyFault } from '../engine/phase';
import {
	isTrackingReliable,
	noteUntrackedSend,
	trackRequest,
	type RequestProgress,
} from '../engine/requestTracking';
import { streamedIn } from '../engine/streamedBody';
import { inItem } from '../inItem';
import type { Policy, RequestOptions } from '../policy';
import {
	mayRenewalHelp,
	noteAcceptedToken,
	noteFruitlessRenewal,
	type OwnTokens,
} from '../renewal';
import { ProviderError } from '../response/providerError';
import { redacted } from '../response/redaction';
import { DoubtfulAnswer } from './acceptedIds';
import { Cancelled } from './cancelled';
import { classify, isSend, RequestError } from './classify';
import { isOwnError } from './ownError';

/** Whose request it is, to describe its failure. */
interface RequestContext extends Pick<
	RequestProgress,
	'refusedTokens' | 'isExpectedAccount' | 'isCancelled'
> {
	policy: Pick<Policy, 'kind' | 'errors'>;
	node: INode;
	itemIndex?: number;
	/** Aborts the request when its answer is no longer needed. */
	patience?: AbortSignal;
}

/**
 * How long an attempt may take, in milliseconds: enough for a large file on a slow line. n8n's HTTP client limits
 * silence only, so an answer that keeps arriving would never end, nor what waits for its permit.
 */
export const LONGEST_ATTEMPT = 30 * 60_000;

/**
 * Makes a request once, and determines how far it got. Failures are classified here and nowhere else.
 * @param options what is passed to n8n
 * @param make makes it, and aborts it by the signal if its credential does not do so
 * @throws RequestError; its cause is a ProviderError if the provider's answer is no success. Cancelled if it was
 * cancelled before it left
 */
export async function requestOnce<T>(
	options: RequestOptions,
	asked: RequestContext,
	make: (givesUp: AbortSignal) => Promise<T>,
): Promise<T> {
	const { refusedTokens, isExpectedAccount, isCancelled, patience } = asked;
	const streamed = streamedIn(options);
	// A file that no longer exists prevents the request from leaving.
	await streamed?.open().catch(async (error) => {
		await streamed.close();
		throw new RequestError('unable', error);
	});
	const limit = AbortSignal.timeout(LONGEST_ATTEMPT);
	const givesUp = patience ? AbortSignal.any([patience, limit]) : limit;
	const expected = { refusedTokens, isExpectedAccount, isCancelled, givesUp };
	const progress = trackRequest(options, expected);
	const fail = (error: unknown): never => {
		// Whatever n8n has made of the credential's error.
		if (progress.stage === 'cancelled') throw new Cancelled();
		const hasLeft = mayHaveLeft(progress, asked);
		const found = hasLeft ? (unreadAnswer(error, asked) ?? error) : error;
		// Both are made of the answer as it came, so each repeats what it repeats.
		const isMadeOfAnswer = found instanceof ProviderError || found instanceof DoubtfulAnswer;
		const cause = isMadeOfAnswer ? found.without(progress.secrets) : found;
		// However far n8n says that it got: a connection that is given up no longer shows that.
		if (limit.aborted && !(cause instanceof ProviderError)) {
			throw new RequestError(hasLeft ? 'lost' : 'unable', tookTooLong(asked));
		}
		if (isSend(asked.policy.kind) && cause instanceof ProviderError && cause.mayHaveAccepted)
			throw new RequestError('unclear', cause);
		const { tokens } = progress;
		if (tokens && isAboutToken(cause, tokens, asked)) {
			throw new RequestError('tokenRefused', cause, tokens.current);
		}
		const isAnswer = cause instanceof ProviderError;
		throw new RequestError(classify(cause, hasLeft), isAnswer ? cause : (streamed?.fault ?? cause));
	};
	const answer = await within(limit, make(givesUp))
		.catch(fail)
		.finally(async () => await streamed?.close());
	if (isSend(asked.policy.kind) && progress.stage !== 'left') noteUntrackedSend();
	if (progress.tokens) noteAcceptedToken(progress.tokens);
	return redacted(answer, progress.secrets);
}

/** Waits for a request no longer than the limit, even if n8n's HTTP client does not give it up. */
async function within<T>(limit: AbortSignal, making: Promise<T>): Promise<T> {
	let giveUp = () => {};
	const over = new Promise<never>((_resolve, reject) => {
		giveUp = () => reject(limit.reason as Error);
		limit.addEventListener('abort', giveUp);
	});
	return await Promise.race([making, over]).finally(() =>
		limit.removeEventListener('abort', giveUp),
	);
}

const tookTooLong = ({ node, policy, itemIndex }: RequestContext) =>
	new NodeApiError(
		node,
		{},
		{
			message: `${policy.errors.service} did not complete its answer within ${LONGEST_ATTEMPT / 60_000} minutes${inItem(itemIndex)}`,
			description: 'Try again. If it stays so, check the network of this n8n.',
			itemIndex,
		},
	);

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
	const { status, headers, data: body } = fault.response;
	const answer = { status, headers, body, isBrokenOff: !isWhole(fault) };
	return new ProviderError(node, answer, policy.errors, itemIndex);
}
