import type { INodeParameters } from 'n8n-workflow';
import { chain, start } from '../../../tools/engine/chain';
import { setStage } from '../../../tools/engine/stage';
import { postageApp, postageAppAccount } from '../../../tools/providers/postageApp/node';

const stage = setStage();

const ok = { status: 'ok' };
const mail = { recipients: 'ada@example.org', from: 'a@example.org', textPlain: 'News' };
const message = { messageUid: 'mine' };
const event = { scheduledMessageUid: 'mine' };

/** Operation, parameters, method, and answers about something else. */
type Row = [string, INodeParameters, string, object[]];

/** What names a message or a scheduled message, in each place that has a UID. */
const others = [
	{ response: { ...ok, uid: 'another' } },
	{ response: ok, data: { uid: 'another' } },
	{ response: ok, data: { message: { id: 1, uid: 'another' } } },
];
const project = [{ project: { uid: 'another' } }, { uid: 'another' }];
const mailbox = [{ mailbox: { id: 9, uid: 'another' } }, { id: 9, uid: 'another' }];
const answered = (all: object[]) => all.map((data) => ({ response: ok, data }));
const mine = { findBy: 'uid', mailboxUid: 'mine' };
const third = { findBy: 'id', mailboxId: 3 };

const rows: Record<'read' | 'send', Row[]> = {
	read: [
		['message.getReceipt', message, 'get_message_receipt', [...others, { response: ok }]],
		['message.getRecipients', message, 'get_recipients_list', others],
		['message.getStatus', message, 'message_status', others],
		['message.getTransmissions', message, 'get_message_transmissions', others],
		['scheduledMessage.get', event, 'get_scheduled_event', [...others, { response: ok }]],
	],
	send: [
		[
			'message.send',
			{ ...mail, additionalFields: { uid: 'mine' } },
			'send_message',
			[...others, { response: ok }],
		],
		[
			'scheduledMessage.create',
			{ ...mail, schedule: '@daily', additionalFields: { uid: 'mine' } },
			'create_scheduled_event',
			[...others, { response: ok }, { response: { ...ok, message: [{ uid: 'another' }] } }],
		],
		[
			'scheduledMessage.update',
			{ ...event, status: 'suspend' },
			'update_scheduled_event',
			[...others, { response: ok, data: { uid: 'mine', status: 'activated' } }],
		],
		['project.create', { projectUid: 'mine', label: 'Mine' }, 'create_project', answered(project)],
		['mailbox.delete', mine, 'delete_mailbox', answered(mailbox)],
		['mailbox.delete', third, 'delete_mailbox', answered(mailbox)],
		['mailbox.update', { ...mine, updateFields: { port: 1 } }, 'update_mailbox', answered(mailbox)],
		[
			'mailbox.update',
			{ ...third, updateFields: { port: 1 } },
			'update_mailbox',
			answered(mailbox),
		],
	],
};

const cases = (kind: keyof typeof rows) =>
	rows[kind].flatMap(([key, parameters, method, bodies]) =>
		bodies.map((body) => [key, JSON.stringify(body), { parameters, method, body }] as const),
	);

async function run(key: string, { parameters, method, body }: ReturnType<typeof cases>[0][2]) {
	const fault = { kind: 'status', status: 200, body } as const;
	stage.sandbox.faults.add({
		provider: 'postageApp',
		on: `POST /v.1.1/${method}`,
		times: 9,
		fault,
	});
	const node = postageApp(key.split('.') as [string, string], parameters);
	const { error, items } = await stage.engine.run(chain(start, node), {
		credentials: { postageAppApi: postageAppAccount(stage.sandbox.postageApp) },
	});
	await stage.sandbox.faults.clear();
	return { error, outputs: items('PostageApp') };
}

describe('PostageApp', () => {
	it.each(cases('read'))('has not answered %s by %s', async (key, _body, given) => {
		const { error, outputs } = await run(key, given);
		expect(outputs).toEqual([]);
		expect(error?.message).toContain('an answer that can not be read');
	});

	it.each(cases('send'))('may have carried out %s after %s', async (key, _body, given) => {
		const { error, outputs } = await run(key, given);
		expect(outputs).toEqual([]);
		expect(error?.context?.outcome).toBe('maybeSent');
	});

	it('has renamed a mailbox that is found by its ID, whichever UID it answers', async () => {
		const body = { response: ok, data: { mailbox: { id: 3, uid: 'before' } } };
		const parameters = { ...third, updateFields: { newUid: 'after' } };
		const { error } = await run('mailbox.update', { parameters, method: 'update_mailbox', body });
		expect(error).toBeUndefined();
	});
});
