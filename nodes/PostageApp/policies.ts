import type { Policy, RateLimit } from '../shared/policy';
import { halfOf } from '../shared/rateLimit/share';
import { account, project } from './account';
import { postageAppErrors } from './errors';

/** PostageApp documents no rate limit. This is a polite cap that users can change. */
export const postageAppRateLimit: RateLimit = { inFlight: 10 };

export const reading = {
	kind: 'read',
	rateLimit: postageAppRateLimit,
	errors: postageAppErrors,
	account: project,
} satisfies Policy;

/** What all who wait for a final status share. */
export const waitingShare = halfOf(postageAppRateLimit);

/** What changes something and has no key by which PostageApp would surely know it again. */
export const changing = {
	kind: 'send',
	rateLimit: postageAppRateLimit,
	errors: postageAppErrors,
	account,
} satisfies Policy;

/** What sets something to a state, so that doing it twice is doing it once. */
export const setting = {
	...changing,
	kind: 'idempotentSend',
	safeAgain: 'Running this item again sets the same once more.',
} satisfies Policy;
