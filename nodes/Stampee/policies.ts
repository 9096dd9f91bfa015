import type { Policy, RateLimit } from '../shared/policy';
import { stampeeErrors } from './errors';

/** Stampee documents no rate limit. This is a polite cap that users can change. */
export const stampeeRateLimit: RateLimit = { inFlight: 10 };

/** The credential type that all of Stampee's requests use. */
export const STAMPEE_CREDENTIAL = 'stampeeApi';

export const reading = {
	kind: 'read',
	rateLimit: stampeeRateLimit,
	errors: stampeeErrors,
} satisfies Policy;

export const sending = {
	kind: 'send',
	rateLimit: stampeeRateLimit,
	errors: stampeeErrors,
} satisfies Policy;
