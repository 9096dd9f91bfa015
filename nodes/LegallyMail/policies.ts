import type { INodeProperties } from 'n8n-workflow';

import type { Policy, RateLimit } from '../shared/policy';
import { options, maxRequestsPerMinute, deduplicationKey, type Show } from '../shared/descriptions';
import { legallyMailErrors } from './errors';

/** "10 requests per minute per IP address" (API page, limits): whatever is asked, with whichever token. */
export const REQUESTS_PER_MINUTE = 10;

/** One for all requests, so that they share its window. */
export const legallyMailRateLimit: RateLimit = {
	inFlight: 3,
	window: { requests: REQUESTS_PER_MINUTE, milliseconds: 60_000 },
	perIp: true,
};

/** The credential type that all of LegallyMail's requests use. */
export const LEGALLY_MAIL_CREDENTIAL = 'legallyMailApi';

export const reading = {
	kind: 'read',
	rateLimit: legallyMailRateLimit,
	errors: legallyMailErrors,
} satisfies Policy;

export const sending = {
	kind: 'send',
	rateLimit: legallyMailRateLimit,
	errors: legallyMailErrors,
} satisfies Policy;

/** The options of an operation: its own, and the rate limit. */
export const optionsWithLimits = (show: Show, own: INodeProperties[] = []) =>
	options(show, [...own, maxRequestsPerMinute(REQUESTS_PER_MINUTE)]);

/** The options of an operation that sends. */
export const sendOptions = (show: Show, own: INodeProperties[] = []) =>
	options(show, [...own, maxRequestsPerMinute(REQUESTS_PER_MINUTE), deduplicationKey]);
