import type { Policy, RateLimit } from '../shared/policy';
import { halfOf } from '../shared/rateLimit/share';
import { legallyMailAccount } from './account';
import { legallyMailErrors } from './errors';

/** "10 requests per minute per IP address" (API page, limits): whatever is asked, with whichever token. */
export const REQUESTS_PER_MINUTE = 10;

/** One for all requests, so that they share its window. */
export const legallyMailRateLimit: RateLimit = {
	inFlight: 3,
	window: { requests: REQUESTS_PER_MINUTE, milliseconds: 60_000 },
	perIp: true,
};

export const reading = {
	kind: 'read',
	rateLimit: legallyMailRateLimit,
	errors: legallyMailErrors,
	account: legallyMailAccount,
} satisfies Policy;

/** What all who wait for a final status share, whatever they wait for: the rest is for sends. */
export const waitingShare = halfOf(legallyMailRateLimit);

export const sending = {
	kind: 'send',
	rateLimit: legallyMailRateLimit,
	errors: legallyMailErrors,
	account: legallyMailAccount,
} satisfies Policy;
