/**
 * Socket time-outs run in real time, so their tests wait in real time.
 * @sleeps 4000
 */
import { request } from 'node:http';
import { connect } from 'node:net';
import { startSandbox, type Fault, type Sandbox } from '../../sandbox';
import { faultSchema } from '../../sandbox/faults';
import { call, json, type Answer } from '../../tools/providers/client';
import { letterTo, Reseller } from '../../tools/providers/stampee/caller';

let sandbox: Sandbox;
let reseller: Reseller;

beforeEach(async () => {
	sandbox = await startSandbox();
	reseller = new Reseller(sandbox);
});
afterEach(() => sandbox.stop());

const sendRoute = 'POST /messages/bulk_send';
const fail = (fault: Fault) => sandbox.faults.add({ provider: 'stampee', on: sendRoute, fault });
const send = (patience?: number) =>
	reseller.call('/messages/bulk_send', { body: letterTo('john@example.org'), patience });
const accepted = () => sandbox.journal.accepted('stampee').length;

describe('A fault', () => {
	it('refuses connections until faults are cleared', async () => {
		fail({ kind: 'refuse' });
		await expect(send()).rejects.toMatchObject({ code: 'ECONNREFUSED' });
		await expect(send()).rejects.toMatchObject({ code: 'ECONNREFUSED' });
		await sandbox.faults.clear();

		expect((await send()).status).toBe(201);
		expect(accepted()).toBe(1);
	});

	it('refuses connections when the last word was to refuse', async () => {
		fail({ kind: 'refuse' });
		const cleared = [sandbox.faults.clear(), sandbox.faults.clear()];
		fail({ kind: 'refuse' });
		await Promise.all(cleared);

		await expect(send()).rejects.toMatchObject({ code: 'ECONNREFUSED' });
	});

	it('refuses connections also of those who kept one open', async () => {
		const fetchCustomers = () =>
			fetch(`${sandbox.stampee.url}/customers`, {
				headers: { 'X-API-TOKEN': sandbox.stampee.token },
			}).then((response) => response.text());
		await fetchCustomers();
		fail({ kind: 'refuse' });

		await expect(fetchCustomers()).rejects.toThrow('fetch failed');
	});

	it('keeps the port that refuses from being given to others', async () => {
		fail({ kind: 'refuse' });
		await expect(send()).rejects.toMatchObject({ code: 'ECONNREFUSED' });
		const port = Number(new URL(sandbox.stampee.url).port);
		// A port that is not in use can be connected to itself.
		const socket = connect({ host: '127.0.0.1', port, localPort: port });
		const outcome = await new Promise((resolve) => {
			socket.once('connect', () => resolve('connected'));
			socket.once('error', ({ code }: NodeJS.ErrnoException) => resolve(code));
		});
		socket.destroy();

		expect(outcome).toMatch(/^EADDR/);
	});

	it('refuses connections for a while', async () => {
		fail({ kind: 'refuse', forMs: 50 });
		await expect(send()).rejects.toMatchObject({ code: 'ECONNREFUSED' });
		const deadline = Date.now() + 5_000;
		let answer;
		while (!answer && Date.now() < deadline) answer = await send().catch(() => undefined);

		expect(answer?.status).toBe(201);
	});

	it('refuses connections from the third request on', async () => {
		sandbox.faults.add({ provider: 'stampee', on: sendRoute, skip: 2, fault: { kind: 'refuse' } });

		expect((await send()).status).toBe(201);
		expect((await send()).status).toBe(201);
		await expect(send()).rejects.toMatchObject({ code: 'ECONNREFUSED' });
	});

	it('resets before anything is accepted', async () => {
		fail({ kind: 'resetBefore' });

		await expect(send()).rejects.toMatchObject({ code: 'ECONNRESET' });
		expect(accepted()).toBe(0);
		expect(sandbox.journal.requests()[0]).toMatchObject({
			status: null,
			body: letterTo('john@example.org'),
		});
	});

	it('resets after the message is accepted', async () => {
		fail({ kind: 'resetAfter' });

		await expect(send()).rejects.toMatchObject({ code: 'ECONNRESET' });
		expect(accepted()).toBe(1);
	});

	it('resets over TLS, too', async () => {
		fail({ kind: 'resetAfter' });

		await expect(
			reseller.callWithCertificate('/messages/bulk_send', {
				body: letterTo('john@example.org', 'LRE'),
			}),
		).rejects.toMatchObject({ code: 'ECONNRESET' });
		expect(accepted()).toBe(1);
	});

	it.each([
		[true, 1],
		[false, 0],
	])('never answers (accept: %s)', async (accept, count) => {
		fail({ kind: 'silence', accept });

		await expect(send(300)).rejects.toThrow(/abort/i);
		expect(accepted()).toBe(count);
		expect(sandbox.journal.requests()[0].status).toBeNull();
	});

	it.each<[string, number | undefined]>([
		['resets', undefined],
		['answers 504', 504],
	])('%s, and carries the request out later', async (_what, status) => {
		fail({ kind: 'late', seconds: 0.05, status });
		const lost = await send().then(
			(answer) => answer.status,
			({ code }: NodeJS.ErrnoException) => code,
		);

		expect(lost).toBe(status ?? 'ECONNRESET');
		expect(accepted()).toBe(0);
		while (accepted() === 0) await new Promise(setImmediate);
		const [request] = sandbox.journal.requests();
		expect(JSON.parse(request.carriedOut ?? '')).toMatchObject({ type: 'LS' });
		expect((await send()).status).toBe(201);
	});

	it('tells of each request that it strikes, before the connection breaks', async () => {
		const told: Array<[path: string, accepted: number]> = [];
		sandbox.faults.add(
			{ provider: 'stampee', on: sendRoute, times: 2, fault: { kind: 'resetAfter' } },
			({ path }) => told.push([path, accepted()]),
		);
		for (let sends = 0; sends < 3; sends++) await send().catch(() => {});

		expect(told).toEqual([
			['/messages/bulk_send', 1],
			['/messages/bulk_send', 2],
		]);
	});

	it('answers another status with headers', async () => {
		fail({ kind: 'status', status: 429, headers: { 'Retry-After': '7' } });

		const answer = await send();

		expect(answer.status).toBe(429);
		expect(answer.headers['retry-after']).toBe('7');
		expect(json(answer)).toEqual({ message: 'Too Many Requests' });
		expect(accepted()).toBe(0);
		expect(sandbox.journal.requests()[0].status).toBe(429);
	});

	it('answers another status though the message is accepted', async () => {
		fail({ kind: 'status', status: 500, accept: true, body: { error: 'oops' } });

		const answer = await send();

		expect(answer.status).toBe(500);
		expect(json(answer)).toEqual({ error: 'oops' });
		expect(accepted()).toBe(1);
	});

	it('answers with an HTML page', async () => {
		fail({ kind: 'status', status: 502, body: '<html><h1>Bad Gateway</h1></html>' });

		const answer = await send();

		expect(answer.status).toBe(502);
		expect(answer.headers['content-type']).toContain('text/html');
		expect(answer.text).toBe('<html><h1>Bad Gateway</h1></html>');
	});

	it('breaks the answer off in the middle', async () => {
		fail({ kind: 'truncate' });

		await expect(send()).rejects.toMatchObject({ code: 'ECONNRESET', message: 'aborted' });
		expect(accepted()).toBe(1);
		expect(sandbox.journal.requests()[0].status).toBe(201);
	});

	it('answers 200 with a page instead of JSON', async () => {
		fail({ kind: 'notJson' });

		const answer = await send();

		expect(answer.status).toBe(200);
		expect(answer.headers['content-type']).toContain('text/html');
		expect(answer.text).toMatch(/^<!DOCTYPE html>/);
		expect(accepted()).toBe(1);
	});

	it('answers 200 that says it was no success', async () => {
		fail({ kind: 'successFalse' });

		const answer = await send();

		expect(answer.status).toBe(200);
		expect(json(answer)).toEqual({ success: false, message: 'The request was not carried out' });
		expect(accepted()).toBe(0);
	});

	it('redirects', async () => {
		fail({ kind: 'redirect', location: 'http://127.0.0.1:9/otherOrigin', status: 307 });

		const answer = await send();

		expect(answer.status).toBe(307);
		expect(answer.headers.location).toBe('http://127.0.0.1:9/otherOrigin');
		expect(accepted()).toBe(0);
	});

	it('makes an answer large that stays good', async () => {
		fail({ kind: 'oversize', megabytes: 2 });

		const answer = await send();

		expect(answer.text).toHaveLength(2 * 1024 * 1024);
		expect(json(answer)).toHaveProperty('messages');
		expect(accepted()).toBe(1);
	});

	it('lets an answer come piece by piece', async () => {
		fail({ kind: 'trickle', seconds: 60 });

		await expect(send(1500)).rejects.toThrow();
		expect(accepted()).toBe(1);
	});

	it('can happen at the origin of the files', async () => {
		sandbox.faults.add({
			provider: 'stampee-files',
			on: 'GET /evidences/:file',
			fault: { kind: 'truncate' },
		});
		const { evidences } = await reseller.message(await reseller.send('john@example.org'));

		await expect(call(evidences[0].url)).rejects.toMatchObject({ code: 'ECONNRESET' });
		expect((await call(evidences[0].url)).status).toBe(200);
	});
});

describe('A fault happens', () => {
	const statuses = async (count: number) => {
		const answers = [];
		for (let time = 0; time < count; time += 1) answers.push((await send()).status);
		return answers;
	};

	it('once if nothing else is said', async () => {
		fail({ kind: 'status', status: 500 });

		expect(await statuses(3)).toEqual([500, 201, 201]);
	});

	it('as often as told, after as many requests as told', async () => {
		sandbox.faults.add({
			provider: 'stampee',
			on: sendRoute,
			skip: 1,
			times: 2,
			fault: { kind: 'status', status: 500 },
		});

		expect(await statuses(4)).toEqual([201, 500, 500, 201]);
	});

	it('one after the other', async () => {
		fail({ kind: 'status', status: 500 });
		fail({ kind: 'status', status: 503 });

		expect(await statuses(3)).toEqual([500, 503, 201]);
	});

	it('to the requests of its route only', async () => {
		sandbox.faults.add({
			provider: 'stampee',
			on: 'GET /messages/:id',
			fault: { kind: 'status', status: 500 },
		});
		const id = await reseller.send('john@example.org');

		expect((await reseller.call(`/messages/${id}`)).status).toBe(500);
		expect((await reseller.call(`/messages/${id}`)).status).toBe(200);
	});

	it('to any request if no route is named', async () => {
		sandbox.faults.add({ provider: 'stampee', fault: { kind: 'status', status: 500 } });

		expect((await reseller.call('/customers')).status).toBe(500);
	});

	it('no more once faults are cleared', async () => {
		fail({ kind: 'status', status: 500 });
		await sandbox.faults.clear();

		expect(await statuses(1)).toEqual([201]);
	});

	it.each([
		[{ provider: 'stampe' }, "no provider 'stampe'; there are stampee-files, stampee"],
		[{ provider: 'stampee', on: 'POST /send' }, "stampee has no route 'POST /send'"],
	])('never for %j, so that is an error', (rule, message) => {
		expect(() => sandbox.faults.add({ ...rule, fault: { kind: 'notJson' } })).toThrow(message);
	});
});

/** One fault of each kind that strikes requests; `refuse` closes the port instead. */
const EACH_KIND: Fault[] = [
	{ kind: 'resetBefore' },
	{ kind: 'resetAfter' },
	{ kind: 'silence', accept: false },
	{ kind: 'silence', accept: true },
	{ kind: 'status', status: 500 },
	{ kind: 'status', status: 500, accept: true },
	{ kind: 'truncate' },
	{ kind: 'notJson' },
	{ kind: 'successFalse' },
	{ kind: 'redirect', location: 'http://127.0.0.1:9/' },
	{ kind: 'oversize', megabytes: 1 },
	{ kind: 'trickle', seconds: 0.01 },
	{ kind: 'late', seconds: 0.01 },
	{ kind: 'late', seconds: 0.01, status: 504 },
];

describe('A fault waits for the next request', () => {
	/** The providers that limit requests, each with a read. */
	const LIMITED: Array<[provider: 'stemp' | 'legallyMail', read: () => Promise<Answer>]> = [
		[
			'stemp',
			() =>
				call(`${sandbox.stemp.url}/v1/users`, {
					headers: { authorization: `Bearer ${sandbox.stemp.accessToken}` },
					patience: 300,
				}),
		],
		[
			'legallyMail',
			() =>
				call(`${sandbox.legallyMail.url}/api/info`, {
					headers: { authorization: `Bearer ${sandbox.legallyMail.token}` },
					patience: 300,
				}),
		],
	];
	const cases = LIMITED.flatMap(([provider, read]) =>
		EACH_KIND.map((fault) => ({ provider, fault, read })),
	);

	it('has a case of each kind', () => {
		const kinds = faultSchema.options.map(({ shape }) => shape.kind.value);
		expect(new Set(['refuse', ...EACH_KIND.map(({ kind }) => kind)])).toEqual(new Set(kinds));
	});

	it.each(cases)(
		'if $provider refuses one for its rate limit: $fault',
		async ({ provider, fault, read }) => {
			const { switches } = sandbox[provider];
			const struck: number[] = [];
			sandbox.faults.add({ provider, fault }, () => struck.push(Date.now()));
			switches.rateLimit = { requests: 0, seconds: 60 };
			const refused = await read();
			expect(refused.status).toBe(429);
			expect(struck).toEqual([]);

			switches.rateLimit = { requests: 10, seconds: 60 };
			await read().catch(() => {});
			expect(struck).toHaveLength(1);
			expect((await read()).status).toBe(200);
			expect(struck).toHaveLength(1);
		},
	);

	it.each(LIMITED)(
		'which counts for the rate limit of %s although it is struck',
		async (provider, read) => {
			sandbox[provider].switches.rateLimit = { requests: 1, seconds: 60 };
			sandbox.faults.add({ provider, fault: { kind: 'status', status: 500 } });

			expect((await read()).status).toBe(500);
			expect((await read()).status).toBe(429);
		},
	);

	it.each([
		['stampee', 'POST /messages/bulk_send', () => sandbox.stampee.url],
		['stemp', 'POST /api/v1/platform/emails', () => sandbox.stemp.url.replace(/\/api$/, '')],
		['legallyMail', 'POST /api/send', () => sandbox.legallyMail.url],
		['pecMassiva', 'POST /send', () => sandbox.pecMassiva.url],
		['pecMassiva-oauth', 'POST /tokens', () => sandbox.pecMassiva.oauthUrl],
		['postageApp', 'POST /v.1.1/send_message.json', () => sandbox.postageApp.url],
	] as const)('if one can not be read: %s', async (provider, on, url) => {
		sandbox.faults.add({ provider, on, fault: { kind: 'status', status: 418 } });
		const post = async (body: string) =>
			(await call(`${url()}${on.replace('POST ', '')}`, { body })).status;
		expect(await post('{')).not.toBe(418);

		expect(await post('{}')).toBe(418);
	});

	it('if an upload breaks off', async () => {
		fail({ kind: 'status', status: 418 });
		const upload = request(`${sandbox.stampee.url}/messages/bulk_send`, {
			method: 'POST',
			headers: { 'content-type': 'application/json', 'content-length': 1000 },
		}).on('error', () => {});
		upload.write('{');
		while (sandbox.journal.requests().length === 0) await new Promise(setImmediate);
		upload.destroy();

		expect((await send()).status).toBe(418);
	});

	it('and does not count one that it could not strike among those that pass', async () => {
		const fault = { kind: 'status', status: 418 } as const;
		sandbox.faults.add({ provider: 'stampee', on: sendRoute, skip: 1, fault });
		const unreadable = await reseller.call('/messages/bulk_send', { body: '{' });
		expect(unreadable.status).toBe(422);

		expect((await send()).status).toBe(201);
		expect((await send()).status).toBe(418);
	});
});

describe('A sandbox that stops', () => {
	it('lets go of those who wait for an answer', async () => {
		fail({ kind: 'silence', accept: false });
		const waiting = send();
		waiting.catch(() => {});
		while (sandbox.journal.requests().length === 0) await new Promise(setImmediate);

		await sandbox.stop();

		await expect(waiting).rejects.toMatchObject({ code: 'ECONNRESET' });
	});

	it('does not open its ports again', async () => {
		await sandbox.stop();
		await sandbox.faults.clear();

		await expect(send()).rejects.toMatchObject({ code: 'ECONNREFUSED' });
	});
});
