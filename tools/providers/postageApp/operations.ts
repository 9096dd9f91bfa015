import type { Sandbox } from '../../../sandbox';
import { Caller, mailTo } from './caller';
import { json } from '../client';
import {
	at,
	onceIn,
	operations,
	readers,
	type Environment,
	type RepeatableRow,
} from '../operations';

const mail = onceIn(async (sandbox) => {
	await new Caller(sandbox).send('seen', 'ada@example.org');
	return 'seen';
});

const event = async (sandbox: Sandbox, uid: string) => {
	const metadata = { arguments: mailTo('ada@example.org') };
	await new Caller(sandbox).envelope('create_scheduled_event', {
		uid,
		schedule: 'every day at 1am',
		metadata,
	});
	return uid;
};

/** Creates a thing for each item, with the marker as its UID and an ID from PostageApp. */
const made =
	(make: (sandbox: Sandbox, uid: string) => Promise<unknown>) =>
	async ({ sandbox }: Environment, markers: string[]) => {
		const ids = await Promise.all(markers.map((uid) => make(sandbox, uid)));
		return markers.map((marker, index) => ({ json: { marker, id: ids[index] as string } }));
	};

const mailbox = {
	host: 'imap.example.org',
	username: 'support',
	password: 'a secret of the mailbox',
};

const mailboxes = made(async (sandbox, uid) => {
	const answer = await new Caller(sandbox).ask(
		'create_mailbox',
		{ arguments: { ...mailbox, uid, postback_url: 'https://example.org/inbound' } },
		'account',
	);
	return at('data', 'mailbox', 'id')(await json(answer))[0];
});

const method = (name: string) => `POST /v.1.1/${name}`;

/** The expression for two scheduled messages as JSON. @param more further fields of each, by `hour` */
export const twoScheduledMessages = (more = '') => `={{ [1, 2].map((hour) => ({
	${more}
	schedule: "every day at " + hour + "am",
	metadata: { arguments: {
		recipients: $json.marker + "@example.org",
		headers: { subject: "Your digest", from: "shop@example.org" },
		content: { "text/plain": "News" },
	} },
})) }}`;

const parameters = {
	recipients: '={{ $json.marker }}@example.org',
	from: 'Shop <shop@example.org>',
	subject: 'Your receipt',
	textPlain: 'Thank you',
};

const uid = '={{ $json.marker }}';

const read = (name: string, more: Partial<RepeatableRow> = {}): RepeatableRow => ({
	kind: 'read',
	on: method(name),
	parameters: {},
	...more,
});

/** PostageApp identifies a scheduled message by the given UID, and assigns no ID. */
const noIds = () => [];

/** The answer to a batch has the scheduled messages in `message`, where others have a text. */
const createdEvents = (answer: unknown) =>
	(answer as { response: { message: Array<{ uid: string }> } }).response.message.map(
		(event) => event.uid,
	);

const readMail = (name: string) =>
	read(name, { parameters: { messageUid: '={{ $json.id }}' }, prepare: readers(mail) });

export const postageAppOperations = operations({
	rows: {
		'message.send': {
			kind: 'keyed send',
			on: method('send_message'),
			parameters,
			ids: at('response', 'uid'),
			ownIds: at('data', 'message', 'id'),
			isDoneOnce: true,
			lookups: [
				{},
				{ variant: 'with a UID', parameters: { additionalFields: { uid } }, isUnmistakable: true },
			],
			deduplication: { knowledge: 'by key', files: { additionalFields: { attachments: 'file' } } },
			sendLookAlike: async (sandbox, { json: { marker } }) => {
				const lookAlike = mailTo(`${marker as string}@example.org`, {
					content: { 'text/plain': 'Another' },
				});
				return at(
					'response',
					'uid',
				)(await new Caller(sandbox).envelope('send_message', { arguments: lookAlike }));
			},
		},
		'message.getHistory': read('messages_history', { parameters: { limit: 2 } }),
		'message.getMany': read('get_messages', { parameters: { limit: 2 } }),
		'message.getRecipients': readMail('get_recipients_list'),
		'message.getReceipt': readMail('get_message_receipt'),
		'message.getStatus': {
			...readMail('message_status'),
			status: {
				send: async (sandbox, becomes, number) => {
					const uid = `${becomes}-${number}`;
					await new Caller(sandbox).send(uid, becomes === 'final' ? 'bounce@x.org' : 'slow@x.org');
					return uid;
				},
				undocumented: (uid) => ({
					response: { status: 'ok', uid },
					data: { message_status: { shredded: 1 } },
				}),
				isListed: true,
			},
		},
		'message.getTransmissions': readMail('get_message_transmissions'),
		'scheduledMessage.create': {
			kind: 'send',
			on: method('create_scheduled_event'),
			parameters: { ...parameters, schedule: 'every day at 1am' },
			ids: at('response', 'uid'),
			ownIds: noIds,
			isDoneOnce: true,
			lookups: [{}],
			deduplication: { knowledge: 'by name', files: { additionalFields: { attachments: 'file' } } },
		},
		'scheduledMessage.createMany': {
			kind: 'send',
			on: method('create_scheduled_events'),
			parameters: {
				specifyScheduledMessages: 'json',
				scheduledMessagesJson: twoScheduledMessages(),
			},
			ids: createdEvents,
			ownIds: noIds,
			isDoneOnce: true,
			lookups: [],
			deduplication: { knowledge: 'by name' },
		},
		'scheduledMessage.get': read('get_scheduled_event', {
			parameters: { scheduledMessageUid: uid },
			prepare: made(event),
		}),
		'scheduledMessage.getMany': read('list_scheduled_events', { parameters: { limit: 2 } }),
		'scheduledMessage.update': {
			kind: 'setting',
			on: method('update_scheduled_event'),
			parameters: { scheduledMessageUid: uid, status: 'suspend' },
			prepare: made(event),
		},
		'scheduledMessage.update schedule': {
			kind: 'send',
			on: method('update_scheduled_event'),
			parameters: { scheduledMessageUid: uid, newSchedule: 'every day at 2am' },
			prepare: made(event),
			lookups: [],
		},
		'suppression.getMany': read('get_suppression_list', { parameters: { limit: 2 } }),
		'project.create': {
			kind: 'send',
			on: method('create_project'),
			parameters: { projectUid: uid, label: 'Shop' },
			isDoneOnce: true,
			lookups: [],
			// It uses the account's key, of which the sandbox has one.
			deduplication: { knowledge: 'refused', isKnownByToken: true, accountChanges: {} },
		},
		'project.getInfo': read('get_project_info'),
		'project.getMetrics': read('get_metrics'),
		'account.getInfo': read('get_account_info'),
		'method.call': {
			kind: 'send',
			on: method('test_mail_server'),
			parameters: { method: 'test_mail_server', body: '={{ { "uid": $json.marker } }}' },
			lookups: [],
		},
		'method.getMany': read('get_method_list', { parameters: { limit: 2 } }),
		'mailbox.create': {
			kind: 'send',
			on: method('create_mailbox'),
			parameters: {
				...mailbox,
				username: uid,
				additionalFields: { uid },
				password: `={{ "${mailbox.password}" }}`,
				postbackUrl: 'https://example.org/inbound',
			},
			lookups: [],
		},
		'mailbox.getMany': read('list_mailboxes', { parameters: { limit: 2 } }),
		'mailbox.update': {
			kind: 'setting',
			on: method('update_mailbox'),
			parameters: { mailboxUid: uid, updateFields: { label: 'Support' } },
			prepare: mailboxes,
		},
		'mailbox.delete': {
			kind: 'send',
			on: method('delete_mailbox'),
			parameters: { mailboxUid: uid },
			prepare: mailboxes,
			isDoneOnce: true,
			lookups: [],
		},
	},
	typicalRead: 'message.getMany',
	oneOfEachKind: ['message.send', 'mailbox.update'],
});
