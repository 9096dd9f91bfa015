import { isObject, objectsIn } from '../shared/json';
import type { ErrorTable } from '../shared/policy';

/**
 * LegallyMail's errors (API page, error codes). It documents the HTTP statuses, but neither codes of its own nor the
 * body of an error.
 */
export const legallyMailErrors: ErrorTable = {
	service: 'LegallyMail',
	code: [],
	message: ['message', 'error', 'error.message', 'data.message'],
	// If it names recipients, their statuses show what was accepted.
	isRefusal: ({ success, data }) =>
		success === false && !(isObject(data) && objectsIn(data.recipients).length > 0),
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
