import { idOf, isObject, textOf } from '../shared/json';
import type { Policy, RateLimit } from '../shared/policy';
import { halfOf } from '../shared/rateLimit/share';
import { hasOneOf, withAnswerShape, withAnswerTo } from '../shared/response/answerShape';
import { legallyMailAccount } from './account';
import { contentOf, listOf } from './api';
import { legallyMailErrors } from './errors';
import { recipientsOf } from './mail';

/** "10 requests per minute per IP address" (API page, limits): for all requests, with whichever token. */
export const REQUESTS_PER_MINUTE = 10;

/** One for all requests, so that they share its window. */
export const legallyMailRateLimit: RateLimit = {
	inFlight: 3,
	window: { requests: REQUESTS_PER_MINUTE, milliseconds: 60_000 },
	perIp: true,
};

export const reading = {
	kind: 'read',
	rateLimit: legallyMailRateLimit,
	errors: legallyMailErrors,
	account: legallyMailAccount,
} satisfies Policy;

/** Reads a list: of emails, or of signature requests. */
export const listing = withAnswerShape(reading, (body) => Array.isArray(listOf(body)));

/** Whether an ID is the one that was asked for. */
const isAskedFor = (id: unknown, asked: unknown) =>
	textOf(id).toLowerCase() === textOf(asked).toLowerCase();

/** Reads an email, by its own tracking ID, or by that of a recipient if LegallyMail takes it. */
export const readingEmail = withAnswerTo(
	withAnswerShape(reading, (body) => hasOneOf(contentOf(body), ['tracking_id', 'id'])),
	(body, { qs }) => {
		const mail = contentOf(body);
		const ids = [mail, ...recipientsOf(mail)].map(({ tracking_id: id }) => id);
		return idOf(mail.tracking_id) === '' || ids.some((id) => isAskedFor(id, qs?.tracking_id));
	},
);

/** Reads a signature request or an SMS. */
export const readingByUuid = withAnswerTo(
	withAnswerShape(reading, (body) => hasOneOf(contentOf(body), ['uuid'])),
	(body, { qs }) => isAskedFor(contentOf(body).uuid, qs?.uuid),
);

/** Reads the account. */
export const readingAccount = withAnswerShape(reading, (body) => isObject(contentOf(body).user));

/** The share of the rate limit for all items that wait for a final status; the rest is for sends. */
export const waitingShare = halfOf(legallyMailRateLimit);

export const sending = {
	kind: 'send',
	rateLimit: legallyMailRateLimit,
	errors: legallyMailErrors,
	account: legallyMailAccount,
} satisfies Policy;
