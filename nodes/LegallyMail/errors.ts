import type { IDataObject } from 'n8n-workflow';

import { idOf, isObject, objectsIn, textOf } from '../shared/json';
import type { ErrorTable } from '../shared/policy';
import { contentOf } from './api';
import { hasMailFailed, mailDelivery } from './delivery';
import { recipientsOf, sentCountIn } from './mail';

/** The statuses of what was accepted, in the common vocabulary. */
const ACCEPTED = ['queued', 'sent', 'delivered', 'opened'];

/**
 * What an answer names as accepted: the IDs of recipients who have not failed, and that of the email, SMS or signature
 * request itself unless all of it failed. Without any ID, the address or the count is the name.
 */
function acceptedIn(body: IDataObject): unknown[] {
	// A status beside the content is that of the answer.
	const isWrapped = isObject(body.data) || isObject(body.email);
	const content = contentOf(isWrapped ? { ...body, status: undefined } : body);
	const { success_count: count, tracking_id, uuid, status } = content;
	const isListed = objectsIn(content.recipients).length > 0;
	const recipients = recipientsOf(content);
	const accepted = recipients.filter(
		(recipient) =>
			!hasMailFailed(recipient) &&
			// A request that is repeated in the answer has neither.
			(recipient.tracking_id !== '' ||
				(isListed && ACCEPTED.includes(mailDelivery(recipient).state))),
	);
	const isCounted = Number(count) > 0;
	const isNone = recipients.length > 0 ? accepted.length === 0 : textOf(count) === '0';
	if (isNone && !isCounted) return [];
	const ids = [tracking_id, ...accepted.map((each) => each.tracking_id)].map(idOf);
	if (textOf(status).toLowerCase() !== 'failed') ids.push(idOf(uuid));
	const named = [...new Set(ids.filter(Boolean))];
	if (named.length > 0) return named;
	return [...accepted.map(({ email }) => email), isCounted && `success_count: ${textOf(count)}`];
}

/**
 * LegallyMail's errors (API page, error codes). It documents the HTTP statuses, but neither codes of its own nor the
 * body of an error.
 */
export const legallyMailErrors: ErrorTable = {
	service: 'LegallyMail',
	code: [],
	message: ['message', 'error', 'error.message', 'data.message'],
	// If it names recipients, their statuses show what was accepted.
	isRefusal: (body) => body.success === false && objectsIn(contentOf(body).recipients).length === 0,
	acceptedIn,
	// The words of a success count even in a refusal: "Email sent to 1 of 2 recipients".
	hasAccepted: (body) =>
		[body.message, contentOf(body).message, body.error, contentOf(body.error).message].some(
			(words) => (sentCountIn(words)?.sent ?? 0) > 0,
		),
	hints: {
		400: "Check the parameters: an address, a phone number, the document or a file may be wrong, or there are more recipients than your account's limit.",
		401: 'Check the token in the credential. Tokens are made in the user panel of LegallyMail, by accounts that have made at least one payment.',
		403: "LegallyMail does not document why. Known reasons: no emails or SMS credits are left (see the operation 'Get Info' of the resource 'Account'), the account has made no payment yet, or 'Reply To' is no verified sender.",
		404: 'Check the ID: LegallyMail has nothing of this ID in your account.',
		429: 'LegallyMail takes 10 requests a minute from one IP address, and something else at this address uses them too. Try again later.',
	},
};

/** Errors of servers other than LegallyMail's own, to which links may lead. */
export const otherHostErrors: ErrorTable = {
	service: 'The server of the document',
	code: [],
	message: [],
	hints: {},
};
