import type { Policy, RateLimit } from '../shared/policy';
import { withAnswerShape, hasOneOf } from '../shared/response/answerShape';
import { pigeonPostAccount } from './account';
import { listOf } from './api';
import { pigeonPostErrors } from './errors';

/** "At most 5 requests at a time; beyond that, 429 with Retry-After" (its API page, Limits). */
export const pigeonPostRateLimit: RateLimit = { inFlight: 5 };

/** "Pigeon Post remembers an idempotency key for 24 hours" (its API page, Letters), in milliseconds. */
export const KEY_LIFE = 24 * 60 * 60_000;

export const reading = {
	kind: 'read',
	rateLimit: pigeonPostRateLimit,
	errors: pigeonPostErrors,
	account: pigeonPostAccount,
} satisfies Policy;

/** Reads a letter, which has an ID. */
export const readingLetter = withAnswerShape(reading, (body) => hasOneOf(body, ['id']));

/** Reads a page of the list. */
export const listing = withAnswerShape(reading, (body) => Array.isArray(listOf(body)));

/** A letter goes out with an idempotency key, so it may be repeated whatever became of it. */
export const sending = {
	kind: 'idempotentSend',
	keyLife: KEY_LIFE,
	rateLimit: pigeonPostRateLimit,
	errors: pigeonPostErrors,
	account: pigeonPostAccount,
} satisfies Policy;
