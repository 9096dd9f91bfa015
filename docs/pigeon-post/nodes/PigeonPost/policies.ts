import type { Policy, RateLimit } from '../shared/policy';
import { pigeonAccount } from './account';
import { pigeonErrors } from './errors';

/** "At most 5 requests at a time; beyond that, 429 with Retry-After" (its API page, Limits). */
export const pigeonRateLimit: RateLimit = { inFlight: 5 };

/** "Pigeon Post remembers an idempotency key for 24 hours" (its API page, Letters), in milliseconds. */
export const KEY_LIFE = 24 * 60 * 60_000;

export const reading = {
	kind: 'read',
	rateLimit: pigeonRateLimit,
	errors: pigeonErrors,
	account: pigeonAccount,
} satisfies Policy;

/** A letter goes out with an idempotency key, so it may be repeated whatever became of it. */
export const sending = {
	kind: 'idempotentSend',
	keyLife: KEY_LIFE,
	rateLimit: pigeonRateLimit,
	errors: pigeonErrors,
	account: pigeonAccount,
} satisfies Policy;
