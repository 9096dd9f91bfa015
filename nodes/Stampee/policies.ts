import type { Pace } from '../shared/dispatch/pace';
import type { Policy } from '../shared/dispatch/policy';
import { stampeeErrors } from './errors';

/** Stampee documents no rate limit. This is a polite cap that users can change. */
export const stampeePace: Pace = { inFlight: 10 };

/** The credential type that all of Stampee's requests use. */
export const STAMPEE_CREDENTIAL = 'stampeeApi';

export const reading: Policy = { kind: 'read', pace: stampeePace, errors: stampeeErrors };

export const sending: Policy = { kind: 'send', pace: stampeePace, errors: stampeeErrors };
