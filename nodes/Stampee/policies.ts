import type { Policy, RateLimit } from '../shared/policy';
import { halfOf } from '../shared/rateLimit/share';
import { withAnswerShape, withAnswerTo, hasOneOf } from '../shared/response/answerShape';
import { stampeeAccount } from './account';
import { isAboutMessage, listOf } from './api';
import { stampeeErrors } from './errors';

/** Stampee documents no rate limit. This is a polite cap that users can change. */
export const stampeeRateLimit: RateLimit = { inFlight: 10 };

export const reading = {
	kind: 'read',
	rateLimit: stampeeRateLimit,
	errors: stampeeErrors,
	account: stampeeAccount,
} satisfies Policy;

/** Reads a message. Stampee documents its ID among what it answers. */
export const readingMessage = withAnswerShape(withAnswerTo(reading, isAboutMessage), (body) =>
	hasOneOf(body, ['id']),
);

/** Reads the list of the customers. */
export const listing = withAnswerShape(reading, (body) => Array.isArray(listOf(body)));

/** Reads a status, and waits until it is final if the user wants that. */
export const following = {
	...readingMessage,
	waiting: { share: halfOf(stampeeRateLimit) },
} satisfies Policy;

export const sending = {
	kind: 'send',
	rateLimit: stampeeRateLimit,
	errors: stampeeErrors,
	account: stampeeAccount,
} satisfies Policy;
