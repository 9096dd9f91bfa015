import type { Pace } from '../shared/dispatch/pace';
import type { Policy } from '../shared/dispatch/policy';
import { postageAppErrors } from './errors';

/** PostageApp documents no rate limit. This is a polite cap that users can change. */
export const postageAppPace: Pace = { inFlight: 10 };

/** The credential type that all of PostageApp's requests use. */
export const POSTAGEAPP_CREDENTIAL = 'postageAppApi';

export const reading: Policy = { kind: 'read', pace: postageAppPace, errors: postageAppErrors };

/** What changes something and has no key by which PostageApp would surely know it again. */
export const changing: Policy = { kind: 'send', pace: postageAppPace, errors: postageAppErrors };

/** What sets something to a state, so that doing it twice is doing it once. */
export const setting: Policy = { ...changing, kind: 'idempotentSend' };
