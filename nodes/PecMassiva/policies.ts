import type { Asked, Policy, RateLimit } from '../shared/policy';
import { halfOf } from '../shared/rateLimit/share';
import { isObject, objectsIn } from '../shared/json';
import { withAnswerShape, withAnswerTo } from '../shared/response/answerShape';
import { lastSegment } from '../shared/url';
import { pecMassivaAccount } from './account';
import { isMailList, mailOf } from './api';
import { isOfOtherSend } from './delivery';
import { pecMassivaErrors } from './errors';

/**
 * "This endpoint can handle up to 1 request/second" (vendor's page). The interval is a little longer, because clocks
 * run at different speeds; the rate limit allows for the time that each request takes to arrive. Sends have a
 * separate queue, because an endless stream of reads would block them.
 */
export const sendRateLimit: RateLimit = { inFlight: 1, minInterval: 1010, separateQueue: true };

/** No limit is documented for all other requests. A polite cap that users can change. */
export const readRateLimit: RateLimit = { inFlight: 5 };

/** Deletions change the IDs of what remains, so there is one at a time. */
const deleteRateLimit: RateLimit = { inFlight: 1 };

export const reading = {
	kind: 'read',
	rateLimit: readRateLimit,
	errors: pecMassivaErrors,
	account: pecMassivaAccount,
} satisfies Policy;

/** Reads a mail, or the quota of a mailbox. */
export const readingOne = withAnswerShape(reading, (body) => isObject(body) && isObject(body.data));

/** Receipts, or a success that has none. */
const isReceiptList = (body: unknown) =>
	isObject(body) && (Array.isArray(body.data) || (body.success === true && body.data === null));

/** Whether not all receipts are of other sends than the one that was asked for. */
function isOfSend(body: unknown, { url = '' }: Asked): boolean {
	const code = lastSegment(url);
	const mails = isObject(body) ? objectsIn(body.data).map(mailOf) : [];
	return mails.length === 0 || mails.some(({ object }) => !isOfOtherSend(object, code));
}

/** Reads a status, and waits until it is final if the user wants that. */
export const following = {
	...withAnswerShape(withAnswerTo(reading, isOfSend), isReceiptList),
	waiting: { share: halfOf(readRateLimit) },
} satisfies Policy;

/** Reads the inbox: an answer without a list must not be taken for an empty one. */
export const listingMails = withAnswerShape(reading, (body) => isObject(body) && isMailList(body));

export const sending = {
	kind: 'send',
	rateLimit: sendRateLimit,
	errors: pecMassivaErrors,
	account: pecMassivaAccount,
} satisfies Policy;

/** Never repeated automatically: a second deletion of an ID may delete another message. */
export const deleting = withAnswerTo(
	{
		kind: 'send',
		pastTense: 'deleted',
		rateLimit: deleteRateLimit,
		errors: pecMassivaErrors,
	} satisfies Policy,
	// OpenAPI file: {"success":true,"message":"Message deleted"}
	(body) => isObject(body) && body.success === true,
);
