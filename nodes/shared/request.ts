import {
	NodeOperationError,
	type IExecuteSingleFunctions,
	type IHttpRequestOptions,
	type ILoadOptionsFunctions,
	type IN8nHttpFullResponse,
	type INode,
	type IPollFunctions,
	type IWebhookFunctions,
} from 'n8n-workflow';

import { endOf, monotonicNow } from './clock';
import { answersInErrors, orAnswerIn } from './engine/answers';
import { isStopped } from './engine/stopped';
import { Cancelled } from './outcome/cancelled';
import { failureOf } from './outcome/failure';
import { requestOnce } from './outcome/requestOnce';
import type { Policy, RateLimit } from './policy';
import { limiterOf } from './rateLimit/limiter';
import { withRetry } from './rateLimit/retry';
import { userLimits } from './rateLimit/userLimits';
import { checkResponse } from './response';

/**
 * How every request to a provider is made. Answers of any status are read, also those in errors. Redirects are not
 * followed, because they would send the credential's secret to another address.
 */
export const requestDefaults = {
	disableFollowRedirect: true,
	ignoreHttpStatusErrors: answersInErrors,
	json: true,
} satisfies Partial<IHttpRequestOptions>;

/** The item that a step of an operation is about. A poll and a list in the editor have none. */
export const itemIndexOf = (context: object | IExecuteSingleFunctions): number | undefined =>
	'getItemIndex' in context ? context.getItemIndex() : undefined;

/** A request had left, and its answer had not arrived when the time was up. */
export class PollTimeout extends NodeOperationError {
	constructor(node: INode, service: string) {
		super(node, `${service} did not answer in the time that n8n gives a poll`, {
			description: 'Nothing is lost: the next poll looks for the same again.',
		});
	}
}

/** Something that is read outside of n8n's routing, by a trigger, a list in the editor or a download. */
export interface Read {
	policy: Pick<Policy, 'errors' | 'rateLimit' | 'mayBeEmpty'>;
	/** The credential type whose secret is sent with it; none for links that carry their own signature. */
	credential?: string;
	request: IHttpRequestOptions;
	/** Whether the answer is no longer needed: then the request does not leave. */
	isCancelled?: () => boolean;
	/** Until when the answer is needed, by the monotonic clock: then a request in flight is aborted. */
	deadline?: number;
	/** The part of the rate limit that its kind of requests shares. */
	share?: RateLimit;
	/** Goes before waiting requests: for a trigger that reads a list from which things drop off. */
	isUrgent?: boolean;
}

/**
 * Reads something from a provider outside of n8n's routing, with the same rate limit and the same checks.
 * @throws ProviderError if the answer is not a readable success; NodeApiError if there is no answer; Cancelled if it
 * was no longer needed before it left, or did not arrive by its deadline; PollTimeout at the end of a poll
 */
export async function read(
	context: IPollFunctions | IWebhookFunctions | ILoadOptionsFunctions | IExecuteSingleFunctions,
	{
		policy,
		credential,
		request,
		isCancelled = () => false,
		deadline = Infinity,
		share,
		isUrgent,
	}: Read,
): Promise<IN8nHttpFullResponse> {
	const node = context.getNode();
	const itemIndex = itemIndexOf(context);
	const contextEnd = endOf(context);
	const end = Math.min(deadline, contextEnd);
	const isOver = () => monotonicNow() >= end;
	const left = Math.max(1, Math.ceil(end - monotonicNow()));
	const patience = end < Infinity ? AbortSignal.timeout(left) : undefined;
	let isUnderWay = false;
	// However it fails to end: an answer that arrives in drops never times out, and a token may have to be created
	// first.
	const cutOff = new Promise<never>((_resolve, reject) => {
		patience?.addEventListener('abort', () => {
			if (!isUnderWay) return;
			const isPollOver = deadline >= contextEnd && itemIndex === undefined;
			reject(isPollOver ? new PollTimeout(node, policy.errors.service) : new Cancelled());
		});
	});
	const conditions = {
		policy: { kind: 'read' as const, rateLimit: policy.rateLimit },
		node,
		credential,
		perMinute: userLimits(context).perMinute,
		// An additional read of an item may happen while the item's own request still has its permit. In the same
		// queue, requests that wait for such reads could hold all permits, and the reads would wait for one. Items that
		// wait for a final status have none, so their reads do not go before sends.
		isPart: itemIndex !== undefined && share === undefined,
		isUrgent,
		share,
		isCancelled: () => isCancelled() || isStopped(context) || isOver(),
	};
	const make = async (refusedTokens?: string) => {
		const full: IHttpRequestOptions = {
			...requestDefaults,
			...request,
			returnFullResponse: true,
		};
		isUnderWay = true;
		const subject = { policy: { ...policy, kind: 'read' as const }, node, itemIndex };
		return await requestOnce(full, { ...subject, refusedTokens, patience }, async (givesUp) => {
			full.abortSignal = givesUp;
			const { helpers } = context;
			const asking = credential
				? helpers.httpRequestWithAuthentication.call(context, credential, full)
				: helpers.httpRequest(full);
			const response = await (asking as Promise<IN8nHttpFullResponse>).catch(orAnswerIn);
			limiterOf(node, policy.rateLimit, credential).follow(
				policy,
				response.headers,
				context.logger,
			);
			return checkResponse(node, response, policy, itemIndex, request);
		}).finally(() => {
			isUnderWay = false;
		});
	};
	const answer = Promise.race([withRetry(conditions, make), cutOff]);
	return await answer.catch((error) => {
		if (error instanceof Cancelled || error instanceof PollTimeout) throw error;
		throw failureOf(error, { policy: { ...policy, kind: 'read' }, node, itemIndex });
	});
}
