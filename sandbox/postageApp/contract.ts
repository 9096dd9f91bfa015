import { contractOf } from '../contract';
import { switches } from './switches';

/** PostageApp's contract, as documented. */
export const postageAppContract = contractOf({
	switches,
	facts: {
		unauthorized: {
			says: 'A wrong key is answered with 401 and the status `unauthorized`',
			source: 'API page, Error 401',
		},
		locked: {
			says: 'A disabled key or account is answered with 423 and the status `locked`',
			source: 'API page, Error 423',
			switches: ['locked'],
		},
		envelope: { says: 'An answer has `response` with `status` `ok`', source: 'API page' },
		projectFields: {
			says: 'A project has `name`, `url`, `transmissions` and `users`',
			source: 'fixtures of the clients, get_project_info',
		},
		messageList: {
			says: 'Messages are an object by their UIDs, each with `created_at`, `will_purge_at` and `transmissions_total`',
			source: 'page on get_messages',
		},
		receipt: { says: 'A receipt has `message.id`', source: 'page on get_message_receipt' },
		transmissions: {
			says: 'Transmissions are an object by recipient, each with `status`, `created_at` and `result_code`',
			source: 'page on get_message_transmissions',
		},
		transmissionStatuses: {
			says: 'The status of a transmission is `queued`, `retry`, `completed` or `failed`',
			source: 'page on get_message_transmissions',
		},
		unknownUid: {
			says: 'An unknown UID is answered with 404 and the status `not_found`',
			source: 'page on get_message_receipt',
		},
		metrics: {
			says: 'Metrics have `hour`, `date`, `week` and `month`',
			source: 'page on get_metrics',
		},
		retention: {
			says: 'Messages are kept for 14 to 28 days, by plan',
			source: 'page on get_messages',
			switches: ['retentionDays'],
		},
		sendAnswer: {
			says: 'A send is answered with the UID that it was given and `message.id`',
			source: 'page on send_message',
		},
	},
	unknowns: {
		rateLimits: {
			question: 'Rate limits',
			handling:
				'10 requests at once; lower it in the options. On 429 all requests of the credential wait.',
			source: 'API page: none is named',
		},
		sizes: {
			question: 'Limits of size and of recipients',
			handling: 'None is set; a message combined from several items has 1,000 recipients at most.',
			source: 'API page: none is named',
		},
		takenUid: {
			question: 'The answer to a taken UID in version 1.1',
			handling:
				'A 4xx whose message says "already exists", "already been taken" or "duplicate", and a success with `duplicate`, both give the existing message, if PostageApp shows it under the UID.',
			source: 'old documents: refused; a fixture of the .NET client: success with "duplicate"',
			switches: ['duplicateUid'],
		},
		uidSpelling: {
			question:
				'Which UIDs are the same: by capitals, or by accents that are characters of their own',
			handling:
				'A UID is sent as it was entered, for with other bytes it may be another one. Two of a run that look the same are refused, and an answer may repeat it in another spelling of its accents. Across executions, `.normalize()` in the expression gives one spelling.',
			source: 'API page, UID Values: "a completely arbitrary string value"',
		},
		scheduleWords: {
			question: 'Everything that a schedule can say',
			handling: 'Words are passed on. What begins like a date has to be one.',
			source: 'page on scheduled events: examples alone',
		},
		ids: {
			question: 'The shape of ids',
			handling: 'Text and number are read, text is given out.',
			source: 'documents: text; fixtures of the clients: numbers',
			switches: ['messageId'],
		},
		shapes: {
			question:
				'`result_message` or `error_message`, two shapes of the delivery status and of the suppression list',
			handling: 'Both are read, one is given out.',
			source: 'documents and fixtures of the clients differ',
			switches: ['resultMessage', 'deliveryStatus', 'suppressionList'],
		},
		contentType: {
			question: 'Replies as text/html',
			handling: 'Read as JSON.',
			source: 'a note in an old client (Objective-C)',
			switches: ['contentType'],
		},
		historyArguments: {
			question: 'Whether the summary of the history knows From, To and pages',
			handling: 'They are sent. If PostageApp ignores them, you get what it gives.',
			source: 'history pages: of the detailed history alone',
		},
		batches: {
			question: 'Whether a batch with a taken UID creates the others',
			handling:
				'The node asks which are there, see [Create Many](postageapp.md#scheduled-message-create-many).',
			source: 'page on scheduled events: not said',
			switches: ['partialBatch'],
		},
		clientMethods: {
			question: '`get_recipients_list` and `get_method_list`',
			handling: "The shapes that PostageApp's own clients read.",
			source: 'none but the clients',
		},
		tests: {
			question: 'What `test_mail_server` and `test_recipient` take and answer',
			handling:
				'[Method: Call](postageapp.md#method-call) gives them any body, and their answer as it is.',
			source: 'API page, get_method_list: named alone',
		},
		accountAnswers: {
			question: 'Answers of project and mailbox methods',
			handling: 'What comes is given out beside what was asked; a password never is.',
			source: 'pages on projects and mailboxes: the requests alone',
			switches: ['undocumentedData'],
		},
		mailboxes: {
			question: 'The list of mailboxes',
			handling: 'A list or an object, under `mailboxes` or right under `data`.',
			source: 'pages on mailboxes: list_mailboxes is named alone',
		},
		zone: {
			question: 'The time zone of `2026-03-05 10:58:57`',
			handling: 'Taken as UTC in `delivery.at`.',
			source: 'pages on messages: times without a zone',
		},
		messageStatus: {
			question: 'Whether `message_status` is in version 1.1 (its page is of 1.0)',
			handling: 'Version 1.1 is called.',
			source: 'page of version 1.0',
		},
		metadata: {
			question: 'Whether the metadata of a scheduled message comes as an object or as text',
			handling: 'Both are read.',
			source: 'page on scheduled events: "..." in the example',
			switches: ['metadata'],
		},
		refusals: {
			question: 'What is answered to arguments that are missing, unknown or taken',
			handling: "PostageApp's words are shown, with a hint by its status.",
			source: 'API page, errors: the statuses alone',
			switches: [
				'missingRecipients',
				'unknownTemplate',
				'invalidArgument',
				'takenUid',
				'unknownMailbox',
			],
		},
		pages: {
			question: 'The largest page',
			handling: 'We ask for 250 rows, and only an empty page is the end.',
			source: 'page on get_messages: 250 is the default',
			switches: ['largestPage'],
		},
		listDelay: {
			question: 'How soon a new message can be found',
			handling: 'Nothing is concluded from a message that is not there yet.',
			source: 'page on get_messages: not said',
			switches: ['listDelay'],
		},
		webhookFormat: {
			question: 'In which format a project pushes',
			handling: 'All three are read.',
			source: 'page on webhooks: three formats, the owner of the project chooses',
			switches: ['webhookFormat'],
		},
	},
	ofAccount: { templates: 'the templates of the project' },
});
