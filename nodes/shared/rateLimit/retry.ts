import { sleep, type INode } from 'n8n-workflow';

import { Cancelled } from '../outcome/cancelled';
import {
	isRepeatable,
	isSend,
	kindOf,
	mayBeAccepted,
	RequestError,
	type FailureKind,
} from '../outcome/classify';
import { pause } from '../pause';
import type { Policy, RateLimit } from '../policy';
import { ProviderError } from '../response/providerError';
import { MAX_WAIT } from '../response/retryAfter';
import { limiterOf, type AcquireOptions, type Limiter, type Permit } from './limiter';
import { halfOfUser } from './share';

/** The most attempts after failures. A 429 is normal in a long run, so it has its own limit. */
const MAX_ATTEMPTS: Partial<Record<FailureKind, number>> = { throttled: 10 };
const MAX_OTHER_ATTEMPTS = 4;

/** Pauses before a retry: 0.5, 1, 2, ... up to 30 seconds. */
const backoff = (repeat: number) => Math.min(30_000, 250 * 2 ** repeat);

/** The options' `inFlight` and `perMinute` are the user's. */
export interface RetryOptions extends Pick<
	AcquireOptions,
	'inFlight' | 'perMinute' | 'isPart' | 'isUrgent'
> {
	policy: Pick<Policy, 'kind' | 'rateLimit'>;
	/** The node whose credential sets the rate limit. */
	node: INode;
	/** The type of that credential, if the node may have other credentials too. */
	credential?: string;
	/** The part of the rate limit that requests of its kind share: it needs a permit of both. */
	share?: RateLimit;
	isCancelled: () => boolean;
}

/**
 * Makes a request within the rate limit, and retries it if that is safe.
 * @param request makes it once, with tokens other than those that were refused before
 * @throws Cancelled if it was cancelled before it left or was repeated; otherwise what the last attempt threw, or the
 * last one that may have been accepted
 */
export async function withRetry<T>(
	options: RetryOptions,
	request: (refusedTokens?: string) => Promise<T>,
): Promise<T> {
	const { policy, node, credential, share, isCancelled, ...wishes } = options;
	const { rateLimit } = policy;
	const limiter = limiterOf(node, rateLimit, credential);
	// The provider counts in its own window, however many requests the user allows.
	const usual = rateLimit.window?.milliseconds;
	// Once a send may have been accepted, that stays true whatever happens to its retries.
	let unknownOutcome: { error: unknown } | undefined;
	let refusedTokens: string | undefined;
	let failure: unknown;
	for (let tries = 1; ; tries++) {
		const permit = await acquireBoth(limiter, share, {
			...wishes,
			rateLimit,
			isRepeat: tries > 1,
			isCancelled,
		});
		if (!permit) throw unknownOutcome ? unknownOutcome.error : new Cancelled(failure);
		const result: Result<T> = await request(refusedTokens).then(
			(value) => ({ value }),
			(error: unknown) => ({
				error,
				kind: kindOf(error),
				refusedTokens: error instanceof RequestError ? error.refusedTokens : undefined,
				wait: retryDelay(policy.kind, error, tries, usual),
			}),
		);
		// A 429 concerns the account, not this request: everyone who uses the credential waits.
		const isThrottled = result.kind === 'throttled';
		if (isThrottled) limiter.pauseFor(result.wait ?? 0);
		const hasFailed = 'error' in result && result.wait === undefined;
		// A failure may stop the run, and has to be known before the next request leaves.
		if (hasFailed) void sleep(0).then(permit.release);
		else permit.release();
		if ('value' in result) return result.value;
		const isCancelledNow = 'error' in result && result.error instanceof Cancelled;
		const mayHaveLeft = isSend(policy.kind) && !isCancelledNow;
		if (mayHaveLeft && mayBeAccepted(result.kind)) unknownOutcome = result;
		if (result.wait === undefined) throw (unknownOutcome ?? result).error;
		({ refusedTokens, error: failure } = result);
		if (!isThrottled) await pause(result.wait, isCancelled);
	}
}

/** A permit of the rate limit and, before that, one of the share, if there is one. */
async function acquireBoth(
	limiter: Limiter,
	share: RateLimit | undefined,
	options: AcquireOptions,
): Promise<Permit | undefined> {
	if (!share) return await limiter.acquire(options);
	const { isRepeat, isCancelled } = options;
	const ofShare = { ...halfOfUser(options), rateLimit: share, isRepeat, isCancelled };
	const first = await limiter.acquire(ofShare);
	if (!first) return undefined;
	let second: Permit | undefined;
	try {
		second = await limiter.acquire(options);
	} finally {
		if (!second) first.release();
	}
	if (!second) return undefined;
	first.leaveNow();
	const both = [second, first];
	return { ...second, release: () => both.forEach((each) => each.release()) };
}

/** The result of an attempt. */
type Result<T> =
	| { value: T; kind?: undefined; wait?: undefined }
	| { error: unknown; kind: FailureKind; refusedTokens?: string; wait?: number };

/**
 * Milliseconds to wait before the request is retried; undefined if it must not be.
 * @param window the period in which the provider counts requests; a 429 without Retry-After waits for its end
 */
function retryDelay(
	kind: Policy['kind'],
	error: unknown,
	tries: number,
	window?: number,
): number | undefined {
	const failure = kindOf(error);
	const most = MAX_ATTEMPTS[failure] ?? MAX_OTHER_ATTEMPTS;
	if (!isRepeatable(kind, failure) || tries >= most) return undefined;
	const answer = error instanceof RequestError ? error.cause : undefined;
	const asked = answer instanceof ProviderError ? answer.retryAfter : undefined;
	// The retry only waits until the credential has another token.
	if (failure === 'tokenRefused') return 0;
	const usual = (failure === 'throttled' ? window : undefined) ?? backoff(tries);
	// A time in the past does not say when to retry.
	const wait = asked || usual;
	return wait > MAX_WAIT ? undefined : wait;
}
