import { sleep, type INode } from 'n8n-workflow';

import { ProviderError } from '../answer/providerError';
import { limiterOf, PATIENCE, pause, windowOf, type Turn } from './pace';
import type { Policy } from './policy';
import { isRepeatable, isSend, mayBeAccepted, verdictOf } from './verdict';

/** How often a request is made at most, for what went wrong. Being throttled is normal in a long run. */
const MOST_TRIES = { throttled: 10, other: 4 };

/** Pauses before a repeat: 0.5, 1, 2, ... up to 30 seconds. */
const pauseBefore = (repeat: number) => Math.min(30_000, 250 * 2 ** repeat);

/** The request was not wanted any more before its turn came. */
export class Halted extends Error {}

/** The turn's `inFlight` and `perMinute` are the user's. */
export interface Conditions extends Pick<Turn, 'inFlight' | 'perMinute' | 'isPart' | 'isUrgent'> {
	policy: Pick<Policy, 'kind' | 'pace'>;
	/** The node whose credential sets the pace. */
	node: INode;
	/** The type of that credential, where the node may have others beside it. */
	credential?: string;
	isHalted: () => boolean;
}

/**
 * Makes a request when its turn has come, and again where that is safe.
 * @throws Halted if it was not wanted any more; else whatever the last try threw, or the last that may
 * have been accepted
 */
export async function inTurn<T>(conditions: Conditions, request: () => Promise<T>): Promise<T> {
	const { policy, node, credential, isHalted, ...wishes } = conditions;
	const { pace } = policy;
	const limiter = limiterOf(node, pace, credential);
	const usual = windowOf({ pace, ...wishes })?.milliseconds;
	// A send that may have been accepted stays so, whatever becomes of its repeats.
	let unresolved: { error: unknown } | undefined;
	for (let tries = 1; ; tries++) {
		const slot = await limiter.slot({ ...wishes, pace, isRepeat: tries > 1, isHalted });
		if (!slot) throw unresolved ? unresolved.error : new Halted();
		const result = await request().then(
			(value) => ({ value }),
			(error: unknown) => ({ error, wait: waitBeforeRepeat(policy.kind, error, tries, usual) }),
		);
		const isThrottled = 'error' in result && verdictOf(result.error) === 'throttled';
		// A 429 is about the account, not about this request: everyone who uses the credential waits.
		if (isThrottled) limiter.hold(result.wait ?? 0);
		const hasFailed = 'error' in result && result.wait === undefined;
		// A failure may stop the run, and has to be known before the next request leaves.
		if (hasFailed) void sleep(0).then(slot.release);
		else slot.release();
		if ('value' in result) return result.value;
		if (isSend(policy.kind) && mayBeAccepted(verdictOf(result.error))) unresolved = result;
		if (result.wait === undefined) throw (unresolved ?? result).error;
		if (!isThrottled) await pause(result.wait, isHalted);
	}
}

/**
 * Milliseconds to wait before the request is repeated; undefined if it must not be.
 * @param window how long the provider counts requests, which a 429 without Retry-After waits out
 */
function waitBeforeRepeat(
	kind: Policy['kind'],
	error: unknown,
	tries: number,
	window?: number,
): number | undefined {
	const verdict = verdictOf(error);
	const most = verdict === 'throttled' ? MOST_TRIES.throttled : MOST_TRIES.other;
	if (!isRepeatable(kind, verdict) || tries >= most) return undefined;
	const asked = error instanceof ProviderError ? error.retryAfter : undefined;
	const usual = (verdict === 'throttled' ? window : undefined) ?? pauseBefore(tries);
	const wait = asked ?? usual;
	return wait > PATIENCE ? undefined : wait;
}
