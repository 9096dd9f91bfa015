import type { Policy, RateLimit } from '../shared/policy';
import { stampeeAccount } from './account';
import { stampeeErrors } from './errors';

/** Stampee documents no rate limit. This is a polite cap that users can change. */
export const stampeeRateLimit: RateLimit = { inFlight: 10 };

export const reading = {
	kind: 'read',
	rateLimit: stampeeRateLimit,
	errors: stampeeErrors,
	account: stampeeAccount,
} satisfies Policy;

export const sending = {
	kind: 'send',
	rateLimit: stampeeRateLimit,
	errors: stampeeErrors,
	account: stampeeAccount,
} satisfies Policy;
