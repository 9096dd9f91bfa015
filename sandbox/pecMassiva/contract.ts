import { contractOf } from '../contract';
import { switches } from './switches';

/** PEC Massiva's contract, as documented. */
export const pecMassivaContract = contractOf({
	switches,
	facts: {
		unauthorized: {
			says: 'A wrong token is answered with 401 and "Authorization is not valid or empty"',
			source: 'OpenAPI file, all operations',
		},
		quotaFields: {
			says: 'A quota has `usage` and `limit`, both numbers',
			source: 'OpenAPI file, GET /quota/{mailbox}',
		},
		inboxFields: {
			says: 'A mail of the inbox has `sender`, `recipient`, `date`, `object` and `id`',
			source: 'OpenAPI file, GET /inbox',
		},
		inboxPage: {
			says: 'A page of the inbox has `data`, `total`, `page` and `n_of_pages`',
			source: 'OpenAPI file, GET /inbox',
		},
		pageSize: {
			says: 'A page of the inbox holds 25 mails at most',
			source: 'vendor\'s page, "25 messages per page"',
		},
		unknownCode: {
			says: 'An unknown code is answered with 404 and "Result empty"',
			source: 'OpenAPI file, GET /send/{code}',
		},
		unknownMail: {
			says: 'An unknown mail is answered with 404 and "Message not found"',
			source: 'OpenAPI file, GET /inbox/{id}',
		},
		sendAnswer: {
			says: 'A send is answered with 201, `sent` and `message_id`',
			source: 'OpenAPI file, POST /send',
		},
		pace: {
			says: 'At most one send a second is taken',
			source: "vendor's page and OpenAPI file",
			switches: ['secondsBetweenSends'],
		},
	},
	unknowns: {
		statusFields: {
			question:
				'The field names of a status: `data`, `object`, `message` (OpenAPI file), or `date`, `subject`, `body` (seen by another client)',
			handling: 'We understand both.',
			source: 'OpenAPI file, GET /send/{code}; the client laravel-pec reads other names',
			switches: ['statusShape'],
		},
		pages: {
			question:
				'Whether pages begin at 0 or at 1, which one is shown without a number, how `n_of_pages` counts, what is beyond the last page',
			handling:
				'We ask for a page without a number, then for those beside it, and compare. `total`, `page` and `n_of_pages` are used where they are told, and none of them is needed: the last page is the one after which no other is shown, whatever they say.',
			source: 'OpenAPI file, GET /inbox: one example',
			switches: [
				'firstPage',
				'defaultPage',
				'pageCount',
				'beyondLastPage',
				'tellsTotal',
				'tellsPage',
				'shortPage',
				'pageSize',
			],
		},
		order: {
			question: 'The order of the pages, and of the messages inside of a page',
			handling:
				"Found by comparing pages: by most of their dates, and by the IDs. In the vendor's example (`total` 981, `page` 39 of 39, IDs 1 to 3) pages seem to begin at 0 with the newest, and ascend inside; that works as any other order.",
			source: 'OpenAPI file, GET /inbox: one example',
			switches: ['inboxOrder', 'orderInPage', 'misdatedMails'],
		},
		ids: {
			question: 'Whether IDs shift after a deletion',
			handling:
				'We assume so: see [Inbox: Delete](pec-massiva.md#inbox-delete) and [Trigger](pec-massiva.md#trigger).',
			source: 'OpenAPI file: "unique", with 1, 2 and 3 in the example',
			switches: ['ids', 'missingMessageDeleted'],
		},
		codes: {
			question: 'What a code consists of',
			handling:
				'From the examples: the time of the send to the second, and one or two digits. Subjects of receipts end with it.',
			source: 'OpenAPI file: examples',
		},
		receiptTexts: {
			question: "Whether a receipt's text comes with its status",
			handling: 'Where it does, it tells the recipient. Where not, give **Recipients**.',
			source: 'OpenAPI file, GET /send/{code}: the text of the original in the example',
			switches: ['statusTexts'],
		},
		letters: {
			question: 'Letters outside of ASCII',
			handling:
				"In the vendor's own example they are lost (`�`). Subjects are compared without them.",
			source: 'OpenAPI file: U+FFFD in the examples',
			switches: ['lossyLetters'],
		},
		textEncoding: {
			question: "How a message's text is encoded when it holds blanks",
			handling: 'A text with blanks is taken to be in clear.',
			source: 'OpenAPI file, GET /inbox/{id}: "x-www-form-urlencoded"',
		},
		refusals: {
			question:
				'What is answered to a wrong mailbox password, a missing scope, an empty wallet, a second send in a second',
			handling: 'Whatever it is, it is shown with a hint by HTTP status. A 429 is waited for.',
			source: 'OpenAPI file: seven errors, none of these',
			switches: [
				'wrongMailboxLogin',
				'missingScope',
				'emptyWallet',
				'tooFast',
				'expiredToken',
				'unknownPath',
			],
		},
		sendFields: {
			question:
				'Which fields a send must have, how many recipients and how large attachments may be, partial success',
			handling:
				'We ask for recipients, subject and body. If `sent` is neither 1 nor the number of recipients, the message may have been sent.',
			source: 'OpenAPI file, POST /send: nothing is required',
		},
		attachments: {
			question: 'Bare Base64 or data URI for attachments',
			handling: 'Bare, which was seen to work; the other by option.',
			source: 'OpenAPI file, POST /send: a data URI in the example; clients send bare Base64',
		},
		successFalse: {
			question: '`success: false` in an answer of success, with the reason in `message_id`',
			handling:
				'It is a failure, with that reason. With a code there, or a `sent` above 0, the message may have been sent.',
			source: 'seen in a public client (OpenApi-PHP)',
		},
		tokens: {
			question: 'Where OAuth v2 puts the new token',
			handling: 'We understand both: at the top and in `data`.',
			source: 'OpenAPI file of OAuth v2, POST /tokens: no example',
			switches: ['tokenEnvelope', 'defaultTokenSeconds'],
		},
		quota: {
			question: 'The unit of the quota',
			handling: 'See [Mailbox: Get Quota](pec-massiva.md#mailbox-get-quota).',
			source: 'OpenAPI file, GET /quota/{mailbox}: "megabytes", with 1048576 in the example',
			switches: ['quota'],
		},
	},
	ofAccount: { acceptanceSeconds: 'how soon receipts arrive, for tests' },
});
