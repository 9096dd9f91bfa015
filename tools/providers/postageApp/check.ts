import type { IDataObject } from 'n8n-workflow';
import { hostOf } from '../../../nodes/PostageApp/api';
import { isObject, textOf } from '../../../nodes/shared/json';
import { isSuccess, jsonOf, partOf, rowsIn, type Seen } from '../../check/seen';
import { all, byRead, bySend, foundByRead, has, notLookedFor, type ProviderCheck } from '../check';

const STATUSES = ['queued', 'retry', 'completed', 'failed'];

/** One more than the maximum page size, so that there is a second page. */
const MORE_THAN_A_PAGE = 251;

const DAY = 24 * 60 * 60_000;

/** PostageApp's answers: `response` and `data`. */
const dataOf = (seen: Seen, step: string) => partOf(seen.object(step), 'data');
const responseOf = (body: unknown) => partOf(body, 'response');

/** The pages of the list of messages, as objects by UID. */
const pages = (seen: Seen) =>
	seen
		.answers('messages', /get_messages$/)
		.filter(isSuccess)
		.map((answer) => partOf(jsonOf(answer), 'data'));

const messages = (seen: Seen): IDataObject => pages(seen)[0] ?? {};

/** The UID of a message that can be requested: the user's, or else the first in the list. */
const uidOf = (seen: Seen, given: Record<string, string>) =>
	given.uid ?? Object.keys(messages(seen))[0];

const rowsBy = (keyed: unknown) => (isObject(keyed) ? Object.values(keyed).filter(isObject) : []);

const transmissions = (seen: Seen) => rowsBy(dataOf(seen, 'transmissions').transmissions);

function messageId(seen: Seen): string | undefined {
	const { id } = partOf(dataOf(seen, 'receipt'), 'message');
	return { string: 'text', number: 'number' }[typeof id as string];
}

function resultMessage(seen: Seen): string | undefined {
	const [first] = transmissions(seen);
	return ['result_message', 'error_message'].find((field) => has(first, field));
}

function deliveryStatus(seen: Seen): string | undefined {
	const body = seen.json('deliveryStatus');
	if (Array.isArray(partOf({ body }, 'body').data)) return undefined;
	if (typeof responseOf(body).delivery_status === 'string') return 'summary';
	const rows = dataOf(seen, 'deliveryStatus').delivery_status;
	return Array.isArray(rows) ? 'recipients' : undefined;
}

function suppressionList(seen: Seen): string | undefined {
	const data = dataOf(seen, 'suppressions');
	if (isObject(data.recipients)) return 'recipients';
	return Object.keys(data).some((key) => key.includes('@')) ? 'keyed' : undefined;
}

function metadata(seen: Seen): string | undefined {
	// The page after the last one is requested as well, and is empty.
	const [first] = seen
		.answers('scheduled')
		.flatMap((answer) => rowsIn(partOf(jsonOf(answer), 'data'), 'scheduled_events'));
	return { string: 'json', object: 'object' }[typeof first?.metadata as string];
}

function contentType(seen: Seen): string | undefined {
	const type = seen.answer('project')?.headers['content-type']?.split(';')[0].trim();
	return type === 'application/json' || type === 'text/html' ? type : undefined;
}

function largestPage(seen: Seen): number | undefined {
	const [first, second] = pages(seen).map((page) => Object.keys(page).length);
	return first > 0 && second > 0 ? first : undefined;
}

function retentionDays(seen: Seen): number | undefined {
	const [first] = rowsBy(messages(seen));
	if (!first) return undefined;
	const days =
		(Date.parse(textOf(first.will_purge_at)) - Date.parse(textOf(first.created_at))) / DAY;
	return days > 0 ? Math.round(days) : undefined;
}

const isLocked = (seen: Seen): boolean | undefined => {
	const answer = seen.answer('project');
	if (!answer) return undefined;
	if (answer.status === 423) return responseOf(jsonOf(answer)).status === 'locked';
	return isSuccess(answer) ? false : undefined;
};

/** Whether an error has the documented status, in HTTP and in the envelope. */
const isRefused = (seen: Seen, step: string, status: number, word: string) => {
	const answer = seen.answer(step);
	return answer && answer.status === status && responseOf(jsonOf(answer)).status === word;
};

export const postageAppCheck: ProviderCheck = {
	hostOf,
	stranger: { projectApiKey: 'a-key-that-nobody-gave-out' },
	inputs: {},
	steps: [
		{ name: 'project', says: 'The project', ask: () => ({ operation: ['project', 'getInfo'] }) },
		{
			name: 'messages',
			says: 'The messages',
			ask: () => ({
				operation: ['message', 'getMany'],
				parameters: { returnAll: false, limit: MORE_THAN_A_PAGE },
			}),
		},
		...(
			[
				['receipt', 'The receipt of a message', 'getReceipt'],
				['transmissions', 'Its transmissions', 'getTransmissions'],
			] as const
		).map(([name, says, operation]): ProviderCheck['steps'][number] => ({
			name,
			says,
			ask(seen, given) {
				const messageUid = uidOf(seen, given);
				return messageUid
					? { operation: ['message', operation], parameters: { messageUid } }
					: undefined;
			},
		})),
		{
			name: 'deliveryStatus',
			says: 'Its delivery status',
			ask(seen, given) {
				const uid = uidOf(seen, given);
				return uid
					? { path: '/v.1.1/message_delivery_status', method: 'POST', body: { uid } }
					: undefined;
			},
		},
		{
			name: 'suppressions',
			says: 'The suppressed addresses',
			ask: () => ({ operation: ['suppression', 'getMany'], parameters: { limit: 5 } }),
		},
		{
			name: 'scheduled',
			says: 'The scheduled messages',
			ask: () => ({ operation: ['scheduledMessage', 'getMany'], parameters: { limit: 5 } }),
		},
		{ name: 'metrics', says: 'The metrics', ask: () => ({ operation: ['project', 'getMetrics'] }) },
		{
			name: 'unknownUid',
			says: 'A message that does not exist',
			ask: () => ({
				path: '/v.1.1/get_message_receipt',
				method: 'POST',
				body: { uid: 'n8n-contract-check-that-nobody-sent' },
			}),
		},
		{
			name: 'stranger',
			says: 'The project, with a key that nobody gave out',
			ask: () => ({
				path: '/v.1.1/get_project_info',
				method: 'POST',
				body: {},
				caller: 'stranger',
			}),
		},
	],
	isRecognised: (seen) =>
		(responseOf(seen.json('project')).status === 'ok' || isLocked(seen) === true) &&
		seen.answer('stranger')?.status === 401,
	facts: {
		unauthorized: byRead((seen) => isRefused(seen, 'stranger', 401, 'unauthorized')),
		locked: byRead((seen) => (seen.answer('project')?.status === 423 ? isLocked(seen) : undefined)),
		envelope: byRead((seen) => {
			const body = seen.json('project');
			return body === undefined ? undefined : responseOf(body).status === 'ok';
		}),
		projectFields: byRead((seen) =>
			seen.json('project') === undefined
				? undefined
				: has(dataOf(seen, 'project').project, 'name', 'url', 'transmissions', 'users'),
		),
		messageList: byRead((seen) =>
			all(rowsBy(messages(seen)), (row) =>
				has(row, 'created_at', 'will_purge_at', 'transmissions_total'),
			),
		),
		receipt: byRead((seen) =>
			seen.json('receipt') === undefined ? undefined : has(dataOf(seen, 'receipt').message, 'id'),
		),
		transmissions: byRead((seen) =>
			all(transmissions(seen), (row) => has(row, 'status', 'created_at', 'result_code')),
		),
		transmissionStatuses: byRead((seen) =>
			all(transmissions(seen), ({ status }) => STATUSES.includes(textOf(status))),
		),
		unknownUid: byRead((seen) => isRefused(seen, 'unknownUid', 404, 'not_found')),
		metrics: byRead((seen) =>
			seen.json('metrics') === undefined
				? undefined
				: has(dataOf(seen, 'metrics').metrics, 'hour', 'date', 'week', 'month'),
		),
		retention: byRead((seen) => {
			const days = retentionDays(seen);
			return days === undefined ? undefined : days >= 14 && days <= 28;
		}),
		sendAnswer: bySend((seen) => {
			const answer = seen.answer('send', /send_message$/);
			if (!answer) return undefined;
			const body = jsonOf(answer);
			return has(responseOf(body), 'uid') && has(partOf(partOf(body, 'data'), 'message'), 'id');
		}),
	},
	switches: {
		contentType: foundByRead(contentType),
		messageId: foundByRead(messageId),
		resultMessage: foundByRead(resultMessage),
		deliveryStatus: foundByRead(deliveryStatus),
		suppressionList: foundByRead(suppressionList),
		metadata: foundByRead(metadata),
		largestPage: foundByRead(largestPage),
		locked: foundByRead(isLocked),
		retentionDays: foundByRead(retentionDays),
		listDelay: {
			by: 'send',
			find(seen) {
				const { uid } = responseOf(seen.json('send', /send_message$/));
				const [first] = pages(seen.afterSend());
				return uid !== undefined && first && Object.hasOwn(first, textOf(uid)) ? 0 : undefined;
			},
		},
		duplicateUid: notLookedFor('nothing is sent twice'),
		undocumentedData: notLookedFor('a project or a mailbox would have to be created'),
		webhookFormat: notLookedFor("it is set in PostageApp's own pages"),
		missingRecipients: notLookedFor('what is sent is meant to be understood'),
		unknownTemplate: notLookedFor('what is sent is meant to be understood'),
		invalidArgument: notLookedFor('what is sent is meant to be understood'),
		takenUid: notLookedFor('nothing is created'),
		partialBatch: notLookedFor('nothing is created'),
		unknownMailbox: notLookedFor('no mailbox is changed'),
	},
	sends: {
		email: {
			what: 'one email',
			costs: 'It counts as one email of your plan.',
			to: 'Email address of yours, to which it goes',
			testRecipient: 'n8n-contract-check@null.postageapp.com',
			ask: (to, marker) => ({
				operation: ['message', 'send'],
				parameters: {
					recipients: to,
					from: to,
					subject: 'Contract check',
					textPlain: 'Contract check of the n8n nodes for certified mail.',
					additionalFields: { uid: marker },
				},
			}),
			found(seen): Record<string, string> {
				const uid = textOf(responseOf(seen.json('send', /send_message$/)).uid);
				return uid === '' ? {} : { uid };
			},
		},
	},
	kept: {
		paths: [
			...['get_project_info', 'get_messages', 'get_message_receipt', 'get_message_transmissions'],
			...['message_delivery_status', 'get_suppression_list', 'list_scheduled_events'],
			...['get_metrics', 'send_message', 'get_account_info'],
		].map((method) => `/v.1.1/${method}`),
		words: [
			...['status', 'delivery_status', 'result_code', 'suppression_state', 'event_type'],
			'duplicate',
		],
		vocabulary: [...STATUSES, 'ok', 'unauthorized', 'locked', 'not_found', 'activated', 'suspend'],
		numbers: [
			...['transmissions_total', 'transmissions_failed', 'transmissions_completed', 'today'],
			...['this_month', 'overall', 'current_percent', 'previous_percent', 'diff_percent'],
			...['current_value', 'previous_value'],
		],
		times: [
			...['created_at', 'will_purge_at', 'failed_at', 'opened_at', 'clicked_at'],
			...['blocked_until', 'scheduled_at'],
		],
		names: [
			...['response', 'data', 'uid', 'message', 'id', 'url', 'project', 'account', 'name'],
			...['transmissions', 'users', 'template', 'project_id', 'result_message', 'error_message'],
			...['recipients', 'recipient', 'unique_id', 'scheduled_events', 'schedule', 'metadata'],
			...['arguments', 'metrics', 'hour', 'date', 'week', 'month', 'delivered', 'opened'],
			...['clicked', 'failed', 'rejected', 'spammed', 'created', 'queued'],
		],
	},
};
