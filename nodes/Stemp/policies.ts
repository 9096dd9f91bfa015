import type { Policy, RateLimit } from '../shared/policy';
import { halfOf } from '../shared/rateLimit/share';
import { withAnswerShape, withAnswerTo, hasOneOf } from '../shared/response/answerShape';
import { stempAccount } from './account';
import { isAboutUser, listOf } from './api';
import { stempErrors } from './errors';

/**
 * stemp reports in each answer how many requests are left and until when (Rate limiting). The cap is a polite one
 * that users can change.
 */
export const stempRateLimit: RateLimit = { inFlight: 10, followsHeaders: true };

export const reading = {
	kind: 'read',
	rateLimit: stempRateLimit,
	errors: stempErrors,
	account: stempAccount,
} satisfies Policy;

/** Reads a list, or a timeline. */
export const listing = withAnswerShape(reading, (body) => Array.isArray(listOf(body)));

/** Reads a user. */
export const readingUser = withAnswerShape(withAnswerTo(reading, isAboutUser), (body) =>
	hasOneOf(body, ['id']),
);

/** The share of the rate limit for all items that wait for a final status. */
export const waitingShare = halfOf(stempRateLimit);

export const sending = {
	kind: 'send',
	rateLimit: stempRateLimit,
	errors: stempErrors,
	account: stempAccount,
} satisfies Policy;
