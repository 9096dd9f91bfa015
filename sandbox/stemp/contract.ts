import { contractOf } from '../contract';
import { switches } from './switches';

/** stemp's contract, as documented. */
export const stempContract = contractOf({
	switches,
	facts: {
		unauthorized: { says: 'A wrong token is answered with 401', source: 'error pages' },
		tokenAnswer: {
			says: 'A renewal is answered with `access_token`, `token_type`, `expires_in` and `scope`',
			source: 'authentication page, Refresh',
		},
		tokenLife: {
			says: 'An access token lives 1800 seconds',
			source: 'authentication page',
			switches: ['accessTokenLife'],
		},
		logPage: {
			says: 'A page of the logs has `content` and `page`, with `number`, `size`, `totalElements` and `totalPages`',
			source: 'Email API, Logs',
		},
		firstPage: { says: 'Pages begin at 0', source: 'Email API, Logs' },
		logFields: {
			says: 'A row of the logs has `id`, `recipientEmail`, `subject`, `status`, `messageId`, `category`, `source` and `createdAt`',
			source: 'Email API, Logs',
		},
		logStatuses: {
			says: 'The status of an email is `SENT`, `DELIVERED`, `BOUNCED`, `COMPLAINED` or `FAILED`',
			source: 'Email API, Logs',
		},
		events: {
			says: 'The events of an email are a bare list, of the types `DELIVERY`, `BOUNCE`, `COMPLAINT`, `OPEN` and `CLICK`',
			source: 'Email API, Events',
		},
		suppressions: {
			says: 'The list of suppressions has `content` and `page`',
			source: 'Email API, Suppressions',
		},
		rateHeaders: {
			says: 'Each answer has `X-RateLimit-Limit`, `X-RateLimit-Remaining` and `X-RateLimit-Reset`',
			source: 'rate-limiting page',
		},
		userFields: {
			says: 'A user has `id`, `email`, `externalId` and `createdAt`',
			source: 'users page, GET /v1/users/{id}',
		},
		sendAnswer: {
			says: 'A send is answered with `messageId` and the status `sent`',
			source: 'Email API, Send',
		},
	},
	unknowns: {
		codeExchange: {
			question: 'The exchange of a code for tokens',
			handling:
				'Not done. See [getting a refresh token by hand](stemp.md#getting-a-refresh-token-by-hand).',
			source: 'OAuth2 flow page: the address is not known to us',
		},
		renewalClient: {
			question: 'Whether a renewal needs the client',
			handling: 'We send `client_id` and `client_secret` if the credential has them.',
			source: 'authentication page, Refresh: no client in the example',
			switches: ['refreshNeedsClient'],
		},
		sentStatus: {
			question: 'The status of a successful send',
			handling: 'Any 2xx with a `messageId` is one. Without it, the logs are asked.',
			source: 'Email API, Send: the body alone is shown',
			switches: ['sentStatus', 'failed'],
		},
		refusedRecipients: {
			question: 'The codes of the two 422',
			handling: 'We go by the words and the category, see [Email: Send](stemp.md#email-send).',
			source: 'Email API, Error Handling: 422 alone',
			switches: ['optedOut', 'suppressed'],
		},
		validation: {
			question: 'Which status validation errors have',
			handling: 'They are known by their shape: `STANDARD_VALIDATION`, `CUSTOM_VALIDATION`.',
			source: 'error pages: 400 and 422 are both called validation errors',
			switches: ['validationStatus'],
		},
		suppressedTransactional: {
			question: 'Whether suppressed addresses get transactional emails',
			handling: 'We show what stemp answers.',
			source: 'Email API, Suppressions: not said',
			switches: ['suppressesAll'],
		},
		order: {
			question: 'The order of the logs',
			handling: 'The first page tells which end is newer, and reading begins there.',
			source: 'Email API, Logs: not said',
			switches: ['order'],
		},
		logDelay: {
			question: 'How soon a sent email shows in the logs, how long it stays',
			handling:
				'After a lost answer we look for some twelve seconds, and that nothing is there proves nothing. The trigger looks back five minutes more than it must.',
			source: 'Email API, Logs: not said',
			switches: ['logDelay'],
		},
		largestPage: {
			question: 'The largest page of the email lists',
			handling: 'We ask for 100 and go by the number of pages in the answer.',
			source: 'API overview: 100; Email API, Logs: not said',
			switches: ['largestPage', 'totals'],
		},
		users: {
			question: 'The list of users',
			handling: 'We understand the envelope of the email lists, and a bare list.',
			source: 'users page, GET /v1/users: the answer is not known to us',
			switches: ['usersShape', 'userDelay'],
		},
		userSearch: {
			question: 'A search for users',
			handling: 'The list in the editor filters on our side, five pages at a time.',
			source: 'users page, GET /v1/users: no filter is named',
		},
		members: {
			question: 'Members',
			handling: 'Recipients by ID only: no page that we know lists or shows them.',
			source: 'scopes page: the scopes alone',
		},
		finalStatuses: {
			question: 'Which statuses are final',
			handling:
				'See [statuses](stemp.md#statuses-and-delivery). Unknown words are passed on as `unknown`.',
			source: 'Email API, Logs: the values alone',
		},
		emailWebhooks: {
			question: 'Webhooks for emails',
			handling: 'Not used. The trigger polls.',
			source: 'webhook pages: no event of emails is known to us',
		},
		changeAnswers: {
			question: 'The answers to an update and a deletion of a user',
			handling:
				'We understand the user, and nothing at all. An answer that names another user, or none, proves nothing.',
			source: 'users page, PATCH and DELETE /v1/users/{id}: the answers are not known to us',
		},
		clearing: {
			question: 'Clearing a field of a user',
			handling: 'An empty field under Update Fields is sent as empty text.',
			source: 'users page, PATCH /v1/users/{id}: not said',
		},
		rotation: {
			question: 'When a renewal replaces the refresh token',
			handling: 'A new one is kept in the credential; without one, the old one stays.',
			source: 'authentication page, Refresh: null in the example, or a new one',
			switches: ['rotation'],
		},
		refusedTokens: {
			question: 'What exactly is answered to a bad token, and to an ID that does not exist',
			handling: "The status counts; stemp's words are shown.",
			source: 'error pages: 401 and 404 without a body for these cases',
			switches: ['unauthorized', 'invalidRefreshToken', 'notFound'],
		},
		rateLimit: {
			question: 'The window of the rate limit, and how exactly its headers are written',
			handling:
				'An implausible reset is ignored, Retry-After is read as seconds and as a date, and the Date header is not needed.',
			source: 'rate-limiting page: a sample alone',
			switches: ['rateLimit', 'reset', 'retryAfterForm', 'date'],
		},
	},
	ofAccount: { scopes: 'what the installation was granted' },
});
