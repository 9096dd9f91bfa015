import type { IDataObject } from 'n8n-workflow';
import { chain, start } from '../../../tools/engine/chain';
import { setStage } from '../../../tools/engine/stage';
import { postageApp, postageAppAccount } from '../../../tools/providers/postageApp/node';

const stage = setStage();

const call = async (method: string, body: IDataObject) =>
	await stage.engine.run(
		chain(start, postageApp(['method', 'call'], { method, body: '={{ $json.body }}' })),
		{
			input: [{ json: { body } }],
			credentials: { postageAppApi: postageAppAccount(stage.sandbox.postageApp) },
		},
	);

const requests = () => stage.sandbox.journal.requests('postageApp');

/** The place of a mail's arguments in each method. */
const METHODS: Array<[string, (mail: IDataObject) => IDataObject]> = [
	['send_message', (mail) => ({ uid: 'a', arguments: mail })],
	['create_scheduled_event', (mail) => scheduled(mail)],
	['create_scheduled_events', (mail) => ({ events: [scheduled(mail)] })],
	['update_scheduled_event', (mail) => scheduled(mail)],
];

const scheduled = (mail: IDataObject) => ({
	uid: 'a',
	schedule: 'every day at 1am',
	metadata: { arguments: mail },
});

const content = { 'text/plain': 'News' };

describe.each(METHODS)('A mail in a call of %s', (method, around) => {
	it.each<[string, IDataObject]>([
		['an invisible character in an address', { recipients: ['ada\u200b@example.org'], content }],
		['no recipient', { recipients: [], content }],
		['no content', { recipients: ['ada@example.org'] }],
		['a copy', { recipients: ['a@example.org'], content, headers: { bcc: 'b@example.org' } }],
		[
			'two lines in its subject',
			{ recipients: ['a@b.org'], content, headers: { subject: 'a\nb' } },
		],
	])('with %s is refused', async (_, mail) => {
		const { error } = await call(method, around(mail));
		expect(error?.message).toMatch(/^Not called: /);
		expect(requests()).toEqual([]);
	});

	it('goes to a person once', async () => {
		const recipients = ['Ada@example.org', 'ada@EXAMPLE.org'];
		await call(method, around({ recipients, content }));
		const [{ body }] = requests();
		expect(JSON.stringify(body)).toContain('"recipients":["Ada@example.org"]');
	});
});

it('The body of another method is passed on as it is', async () => {
	const body = { uid: 'a', arguments: { recipients: ['x', 'x'], more: [1, null] } };
	await call('test_recipient', body);
	expect(requests()[0].body).toMatchObject(body);
});

it('The UID of a call is one', async () => {
	const { error } = await call('test_recipient', { uid: { a: 1 } });
	expect(error?.message).toMatch(/^Not called: The parameter 'uid' is not text/);
	expect(requests()).toEqual([]);
});

it('An answer about another UID is no answer to a mail', async () => {
	const body = { response: { status: 'ok', uid: 'another' }, data: { message: { id: 1 } } };
	stage.sandbox.faults.add({
		provider: 'postageApp',
		on: 'POST /v.1.1/send_message',
		times: 10,
		fault: { kind: 'status', status: 200, body },
	});
	const mail = {
		recipients: 'ada@example.org',
		from: 'b@example.org',
		subject: 'A',
		textPlain: 'B',
	};
	const { error } = await stage.engine.run(
		chain(start, postageApp(['message', 'send'], { ...mail, additionalFields: { uid: 'mine' } })),
		{ credentials: { postageAppApi: postageAppAccount(stage.sandbox.postageApp) } },
	);
	expect(error?.message).toMatch(/^May have been sent: /);
	expect(error?.context).toMatchObject({ outcome: 'maybeSent', findBy: { UID: 'mine' } });
});
