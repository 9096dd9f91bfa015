import { defaultSwitches } from '../../../sandbox/postageApp/switches';
import type { Fault } from '../../../sandbox';
import { chain, start } from '../../../tools/engine/chain';
import type { INodeJson, RetriedExecution } from '../../../tools/engine/engine';
import {
	customers,
	mailToEachItem,
	postageApp,
	postageAppAccount,
} from '../../../tools/providers/postageApp/node';
import { setStage } from '../../../tools/engine/stage';

const stage = setStage();
const SEND = 'POST /v.1.1/send_message';

interface Circumstances {
	uid?: string;
	count?: number;
	node?: Partial<INodeJson>;
	retryOf?: RetriedExecution;
	parameters?: object;
}

const send = ({ uid = '', count = 1, node, retryOf, parameters }: Circumstances = {}) =>
	stage.engine.run(
		chain(
			start,
			postageApp(
				['message', 'send'],
				{ ...mailToEachItem, additionalFields: { uid }, ...parameters },
				node,
			),
		),
		{
			input: customers(count),
			retryOf,
			credentials: { postageAppApi: postageAppAccount(stage.sandbox.postageApp) },
		},
	);

const fail = (fault: Fault, { times = 1, skip = 0, on = SEND } = {}) =>
	stage.sandbox.faults.add({ provider: 'postageApp', on, skip, times, fault });
const accepted = () => stage.sandbox.journal.accepted('postageApp');
const calls = (method: string) =>
	stage.sandbox.journal.requests('postageApp').filter(({ path }) => path.endsWith(method)).length;
const duplicatesAs = (duplicateUid: 'bad_request' | 'ignored') => {
	stage.sandbox.postageApp.switches.duplicateUid = duplicateUid;
};
afterEach(() => duplicatesAs(defaultSwitches().duplicateUid));

/** All outcomes of a request whose answer does not arrive as it should. */
const faults: Array<[string, Fault]> = [
	['a reset before it was accepted', { kind: 'resetBefore' }],
	['a reset after it was accepted', { kind: 'resetAfter' }],
	['an answer cut in the middle', { kind: 'truncate' }],
	['a success that is a page', { kind: 'notJson' }],
	['500', { kind: 'status', status: 500 }],
	['500 after it was accepted', { kind: 'status', status: 500, accept: true }],
	['a page with 502', { kind: 'status', status: 502, body: '<html>Bad Gateway</html>' }],
	['503 after it was accepted', { kind: 'status', status: 503, accept: true }],
	['429', { kind: 'status', status: 429, headers: { 'retry-after': '0' } }],
];

describe('a message is accepted exactly once', () => {
	it.each(faults)('after %s', async (_what, fault) => {
		fail(fault);
		const { status, items } = await send();
		expect(status).toBe('success');
		expect(accepted()).toHaveLength(1);
		expect(items('PostageApp')[0].json).toMatchObject({
			uid: accepted()[0].reference,
			id: expect.stringMatching(/^\d{10}$/) as string,
		});
	});

	it.each(faults.slice(0, 6))('after %s, when a duplicate is "ignored"', async (_what, fault) => {
		duplicatesAs('ignored');
		fail(fault);
		const { status, items } = await send();
		expect(status).toBe('success');
		expect(accepted()).toHaveLength(1);
		expect(items('PostageApp')[0].json.id).toMatch(/^\d{10}$/);
	});

	it('when no answer comes in time', async () => {
		fail({ kind: 'silence', accept: true });
		const { status } = await send({ parameters: { requestOptions: { timeout: 200 } } });
		expect(status).toBe('success');
		expect(accepted()).toHaveLength(1);
	});

	it('for each of 30 items, whatever becomes of their requests', async () => {
		faults.forEach(([, fault], index) => fail(fault, { skip: index * 4 }));
		const { status, items } = await send({
			count: 30,
			node: { retryOnFail: true, maxTries: 3, waitBetweenTries: 10 },
		});
		expect(status).toBe('success');
		expect(items('PostageApp')).toHaveLength(30);
		expect(
			accepted()
				.map(({ recipient }) => recipient)
				.sort(),
		).toEqual(
			customers(30)
				.map(({ json }) => json.email)
				.sort(),
		);
	});

	it('when the execution is retried after a failure', async () => {
		fail({ kind: 'resetAfter' }, { times: 4 });
		fail({ kind: 'status', status: 500 }, { times: 9, on: 'POST /v.1.1/get_message_receipt' });
		const failed = await send();
		expect(failed.status).toBe('error');
		expect(failed.error?.message).toMatch(/^May have been sent: PostageApp/);
		const retried = await send({ retryOf: failed.execution });
		expect(retried.status).toBe('success');
		expect(retried.items('PostageApp')[0].json.duplicate).toBe(true);
		expect(accepted()).toHaveLength(1);
	});

	it('when n8n crashed and begins again at the trigger', async () => {
		const first = await send({ count: 3 });
		const again = await send({ count: 3, retryOf: { id: first.execution.id } });
		expect(again.items('PostageApp').map(({ json }) => json.id)).toEqual(
			first.items('PostageApp').map(({ json }) => json.id),
		);
		expect(accepted()).toHaveLength(3);
	});
});

describe('a message whose UID is taken', () => {
	it('is sent under the UID as the user wrote it, however PostageApp repeats that', async () => {
		const uid = 're\u0301sume\u0301-1';
		const data = { message: { id: '1234567890' } };
		const answer = (told: string) =>
			fail({ kind: 'status', status: 200, body: { response: { status: 'ok', uid: told }, data } });
		answer(uid.normalize());
		expect((await send({ uid })).items('PostageApp')[0].json).toMatchObject({ uid });
		expect(stage.sandbox.journal.requests().map(({ body }) => body)).toMatchObject([{ uid }]);
	});

	it.each(['bad_request', 'ignored'] as const)(
		'is the existing one, where PostageApp answers %s',
		async (shape) => {
			duplicatesAs(shape);
			const uid = `order-${shape}`;
			const first = await send({ uid });
			const second = await send({ uid });
			const [{ json }] = second.items('PostageApp');
			expect(json).toEqual({
				...first.items('PostageApp')[0].json,
				// The first message may have gone to other recipients.
				recipients: null,
				duplicate: true,
				delivery: { id: uid, state: 'unknown', final: false, event: null, at: null },
			});
			expect(accepted()).toHaveLength(1);
		},
	);

	it('is told as a duplicate by whoever knows it again, also by its deduplication key', async () => {
		const { items } = await send({
			count: 2,
			parameters: {
				recipients: 'ada@example.org',
				textPlain: 'Thank you',
				options: { deduplicationKey: 'order-repeated' },
			},
		});
		const [first, again] = items('PostageApp').map(({ json }) => json);

		expect(first).toMatchObject({ alreadySent: false, duplicate: false });
		expect(again).toEqual({ ...first, alreadySent: true, duplicate: true });
	});

	it('is asked for again when PostageApp does not show it at once', async () => {
		await send({ uid: 'order-5' });
		fail({ kind: 'status', status: 500 }, { on: 'POST /v.1.1/get_message_receipt' });
		const { items } = await send({ uid: 'order-5' });
		expect(items('PostageApp')[0].json).toMatchObject({
			uid: 'order-5',
			id: expect.stringMatching(/^\d{10}$/) as string,
			duplicate: true,
		});
	});

	it.each<[string, Fault]>([
		['can not be asked for it', { kind: 'status', status: 500 }],
		['answers with a notice', { kind: 'status', status: 200, body: { message: 'Down' } }],
		['names none', { kind: 'status', status: 200, body: { response: { status: 'ok' } } }],
		[
			'repeats the UID without a message',
			{ kind: 'status', status: 200, body: { response: { status: 'ok', uid: 'order-8' } } },
		],
	])('may have been sent where PostageApp %s', async (_what, fault) => {
		await send({ uid: 'order-8' });
		fail(fault, { times: 30, on: 'POST /v.1.1/get_message_receipt' });
		const { error } = await send({ uid: 'order-8' });
		await stage.sandbox.faults.clear();
		expect(error?.message).toMatch(/^May have been sent: /);
		expect(error?.context?.findBy).toMatchObject({ UID: 'order-8' });
	});

	it.each([
		[400, 'bad_request', 'Duplicate header: from'],
		[412, 'precondition_failed', 'Template already in use by another project'],
		[400, 'bad_request', 'Recipient already exists twice'],
	])('is another matter than a %d that says %s, %s', async (code, status, message) => {
		const body = { response: { status, message } };
		fail({ kind: 'status', status: code, body }, { times: 9 });
		fail({ kind: 'status', status: 503 }, { times: 30, on: 'POST /v.1.1/get_message_receipt' });
		const { error, items } = await send();
		await stage.sandbox.faults.clear();
		expect(items('PostageApp')).toEqual([]);
		expect(error?.message).toBe(`Refused: PostageApp answered: ${message} [item 0]`);
	});

	it.each([
		'Uid order-10 already exists.',
		'Duplicate message',
		'Already exists',
		'order-10 is a duplicate',
	])('may be meant where PostageApp says: %s', async (message) => {
		const body = { response: { status: 'bad_request', message } };
		fail({ kind: 'status', status: 400, body }, { times: 9 });
		const { error } = await send({ uid: 'order-10' });
		await stage.sandbox.faults.clear();
		expect(error?.context).toMatchObject({ outcome: 'maybeSent' });
	});

	it.each([false, 'false', null])(
		'is not what an answer with "duplicate": %j is about',
		async (duplicate) => {
			const data = { message: { id: 5, duplicate } };
			const body = { response: { status: 'ok', uid: 'order-11' }, data };
			fail({ kind: 'status', status: 200, body });
			const { items } = await send({ uid: 'order-11' });
			expect(items('PostageApp')[0].json).toMatchObject({ id: '5', duplicate: false });
		},
	);

	it('may have been sent, and is not called refused, as long as PostageApp does not show what has it', async () => {
		stage.sandbox.postageApp.switches.listDelay = 3600;
		await send({ uid: 'order-6' });
		const { error } = await send({ uid: 'order-6' });
		stage.sandbox.postageApp.switches.listDelay = defaultSwitches().listDelay;
		expect(error?.message).toMatch(/^May have been sent: /);
		expect(error?.context).toMatchObject({ outcome: 'maybeSent', findBy: { UID: 'order-6' } });
		expect(accepted()).toHaveLength(1);
	});

	it('is another one for each execution, where the user gives none', async () => {
		await send();
		await send();
		expect(accepted()).toHaveLength(2);
	});
});

describe('a message under a reference', () => {
	const reference = (deduplicationKey: string, more = {}) => ({
		parameters: { options: { deduplicationKey }, ...more },
	});

	it('has a UID that is made of it, whatever the content', async () => {
		const first = await send(reference('A-1'));
		const second = await send(reference('A-2'));
		const [one, other] = [first, second].map(({ items }) => items('PostageApp')[0].json.uid);
		expect(one).toMatch(/^[0-9a-f]{40}$/);
		expect(other).not.toBe(one);
		expect(accepted()).toHaveLength(2);
	});

	it('keeps the UID that the user gives', async () => {
		const { items } = await send({ uid: 'order-77', ...reference('A-3') });
		expect(items('PostageApp')[0].json.uid).toBe('order-77');
	});

	it.each(['bad_request', 'ignored'] as const)(
		'is not taken for one to others, of which no record is left (%s)',
		async (shape) => {
			duplicatesAs(shape);
			await send(reference(`B-${shape}`, { uid: '' }));
			const uid = accepted()[0].reference!;
			stage.sandbox.journal.clear();
			const { error } = await send({
				uid,
				...reference(`C-${shape}`, { recipients: 'other@example.org' }),
			});
			expect(error?.message).toContain('The UID is that of a message to other recipients');
			expect(error?.description).toContain('this one was not sent');
			expect(error?.context?.outcome).toBe('refused');
			expect(accepted()).toEqual([]);
		},
	);

	it.each<[string, Fault]>([
		['can not be asked whom the first one went to', { kind: 'status', status: 500 }],
		[
			'names none whom the first one went to',
			{
				kind: 'status',
				status: 200,
				body: { response: { status: 'ok' }, data: { transmissions: {} } },
			},
		],
	])(
		'may have been sent where PostageApp %s',
		async (what, fault) => {
			duplicatesAs('bad_request');
			await send(reference(`D-${what}`, { uid: '' }));
			const uid = accepted()[0].reference!;
			stage.sandbox.journal.clear();
			fail(fault, { times: 9, on: 'POST /v.1.1/get_message_transmissions' });
			const { error } = await send({
				uid,
				...reference(`E-${what}`, { recipients: 'other@example.org' }),
			});
			expect(error?.message).toMatch(/^May have been sent: /);
			expect(error?.context?.outcome).toBe('maybeSent');
			expect(accepted()).toEqual([]);
		},
		20_000,
	);
});

describe('a message of which no answer comes at all', () => {
	it('is asked for by its UID, and found', async () => {
		fail({ kind: 'resetAfter' }, { times: 9 });
		const { status, items } = await send();
		expect(status).toBe('success');
		expect(calls('send_message')).toBe(4);
		expect(calls('get_message_receipt')).toBe(1);
		expect(items('PostageApp')[0].json).toMatchObject({ uid: accepted()[0].reference });
		expect(accepted()).toHaveLength(1);
	});

	it('may have been sent when PostageApp does not have it, and names the UID for another try', async () => {
		fail({ kind: 'resetBefore' }, { times: 9 });
		const { error } = await send();
		expect(error?.message).toMatch(/^May have been sent: PostageApp did not answer/);
		expect(error?.description).toContain('give it the UID below');
		expect(calls('get_message_receipt')).toBe(3);
		expect(accepted()).toEqual([]);
	}, 20_000);

	it.each<[string, object]>([
		['no message', { response: { status: 'ok' } }],
		['a message without a UID', { response: { status: 'ok' }, data: { message: { id: 7 } } }],
		[
			'another message',
			{ response: { status: 'ok' }, data: { message: { id: 7, uid: 'another' } } },
		],
	])('may have been sent when the answer to the question names %s', async (_what, body) => {
		fail({ kind: 'resetBefore' }, { times: 4 });
		fail(
			{ kind: 'status', status: 200, body },
			{ times: 9, on: 'POST /v.1.1/get_message_receipt' },
		);
		const { error } = await send();
		await stage.sandbox.faults.clear();
		expect(error?.context).toMatchObject({ outcome: 'maybeSent' });
	});

	it('may have been sent when a refusal names a message', async () => {
		const body = {
			response: { status: 'bad_request', message: 'Too many' },
			data: { message: { id: 77 } },
		};
		fail({ kind: 'status', status: 400, body }, { times: 9 });
		const { error } = await send();
		await stage.sandbox.faults.clear();
		expect(error?.context).toMatchObject({ outcome: 'maybeSent', answeredIds: ['77'] });
	});

	it('may have been sent when PostageApp can not be asked either', async () => {
		fail({ kind: 'resetAfter' }, { times: 9 });
		fail({ kind: 'status', status: 500 }, { times: 9, on: 'POST /v.1.1/get_message_receipt' });
		const { error } = await send({ uid: 'order-9' });
		expect(error?.message).toMatch(/^May have been sent: PostageApp did not answer/);
		expect(error?.description).toContain('UID: order-9');
		expect(error?.context?.outcome).toBe('maybeSent');
	});
});

describe('a message by an AI agent', () => {
	const tool = chain(
		start,
		postageApp(['message', 'send'], {
			...mailToEachItem,
			recipients: '={{ $fromAI("email", "", "string") }}',
			textPlain: '={{ $fromAI("text", "", "string") }}',
		}),
	);
	const call = (...mails: object[]) =>
		stage.engine.callTool(tool, 'PostageApp', mails, {
			credentials: { postageAppApi: postageAppAccount(stage.sandbox.postageApp) },
		});

	it('goes out for each that differs, and once for what it says twice', async () => {
		const hello = { email: 'ada@example.org', text: 'Hello' };
		await call(hello, { ...hello, text: 'Goodbye' }, hello);
		expect(accepted()).toHaveLength(2);
	});

	it('goes out once when its answer is lost', async () => {
		fail({ kind: 'resetAfter' });
		const [{ error }] = await call({ email: 'ada@example.org', text: 'Hello' });
		expect(error).toBeUndefined();
		expect(accepted()).toHaveLength(1);
	});
});
