import { settingState } from '../shared/dispatch/setting';
import type { Policy, RateLimit } from '../shared/policy';
import { halfOf } from '../shared/rateLimit/share';
import { withAnswerTo } from '../shared/response/answerShape';
import { account, project } from './account';
import { namesOne } from './api';
import { postageAppErrors } from './errors';

/** PostageApp documents no rate limit. This is a polite cap that users can change. */
export const postageAppRateLimit: RateLimit = { inFlight: 10 };

export const reading = {
	kind: 'read',
	rateLimit: postageAppRateLimit,
	errors: postageAppErrors,
	account: project,
} satisfies Policy;

/** Reads one message, or scheduled message: what names none confirms nothing. */
export const readingOne = withAnswerTo(reading, namesOne);

/** The share of the rate limit for all items that wait for a final status. */
export const waitingShare = halfOf(postageAppRateLimit);

/** For changes without a key by which PostageApp certainly recognizes them. */
export const changing = {
	kind: 'send',
	rateLimit: postageAppRateLimit,
	errors: postageAppErrors,
	account,
} satisfies Policy;

/** For changes to a given state, which can be repeated without further effect. */
export const setting = { ...changing, ...settingState } satisfies Policy;
