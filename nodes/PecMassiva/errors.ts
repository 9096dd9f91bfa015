import { isObject, textOf } from '../shared/json';
import type { ErrorTable } from '../shared/policy';
import { codeOf } from './code';

/**
 * PEC Massiva's errors (OpenAPI file). There are no codes, and the message is the same for every kind of failed login,
 * so the hints depend on the status.
 */
export const pecMassivaErrors: ErrorTable = {
	service: 'PEC Massiva',
	code: ['error'],
	// If the mail server could not be reached, message_id contains the reason (official PHP client).
	message: ['message', ({ message_id }) => (codeOf(message_id) === '' ? message_id : undefined)],
	acceptedIn: ({ message_id, data }) =>
		[message_id, isObject(data) ? data.message_id : undefined].map(codeOf),
	hasAccepted: ({ sent }) => Number(textOf(sent)) > 0,
	hints: {
		400: 'Check the parameters: each recipient has to be one address, the mailbox has to exist (INBOX), attachments must not be empty.',
		401: "Check the credential: the mailbox' user name and password, and the Openapi token or API key. The token may have ended, or belong to the other environment: production and sandbox have tokens of their own.",
		402: 'The wallet of the Openapi account does not hold enough. Top it up in the Openapi console, then run this item again: nothing was sent.',
		403: 'PEC Massiva does not document why. One possible reason: the Openapi token lacks the scope for this operation. Make one with the scopes GET, POST and DELETE on send, GET and DELETE on inbox, GET on quota; or let the credential make it from account email and API key.',
		404: 'It is not there. Receipts may be deleted, and the IDs of the inbox change when messages are deleted: get the messages again.',
		429: 'PEC Massiva takes 1 send a second. Something else sends with the same account at this time.',
	},
};
