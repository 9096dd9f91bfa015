import type { Policy, RateLimit } from '../shared/policy';
import { stempErrors } from './errors';

/**
 * stemp says with each answer how many requests are left and until when (Rate limiting). The cap is a
 * polite one that users can change.
 */
export const stempPace: RateLimit = { inFlight: 10, followsHeaders: true };

/** The credential type that all of stemp's requests use. */
export const STEMP_CREDENTIAL = 'stempApi';

export const reading = { kind: 'read', rateLimit: stempPace, errors: stempErrors } satisfies Policy;

export const sending = { kind: 'send', rateLimit: stempPace, errors: stempErrors } satisfies Policy;
