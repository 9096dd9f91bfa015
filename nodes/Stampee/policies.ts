import type { Policy, RateLimit } from '../shared/policy';
import { halfOf } from '../shared/rateLimit/share';
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

/** Reads a status, and waits until it is final if the user wants that. */
export const following = {
	...reading,
	waiting: { share: halfOf(stampeeRateLimit) },
} satisfies Policy;

export const sending = {
	kind: 'send',
	rateLimit: stampeeRateLimit,
	errors: stampeeErrors,
	account: stampeeAccount,
} satisfies Policy;
