import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startSandbox, type Sandbox } from '../../sandbox';
import { PROVIDERS } from '../../tools/providers';

/** The providers that push. */
const pushing = PROVIDERS.flatMap(({ name, webhook }) => (webhook ? [{ name, webhook }] : []));

let sandbox: Sandbox;
let receiver: Server;
let url: string;

/** What the receiver got, and the status that it answers with. */
const received: Array<{ headers: IncomingHttpHeaders; body: string }> = [];
let status = 200;

beforeAll(async () => {
	sandbox = await startSandbox();
	receiver = createServer((request, response) => {
		let body = '';
		request.on('data', (chunk: Buffer) => (body += chunk.toString()));
		request.on('end', () => {
			received.push({ headers: request.headers, body });
			response.writeHead(status).end();
		});
	});
	await new Promise<void>((done) => receiver.listen(0, '127.0.0.1', done));
	url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/`;
});
beforeEach(() => {
	received.length = 0;
	status = 200;
});
afterAll(async () => {
	receiver.closeAllConnections();
	receiver.close();
	await sandbox.stop();
});

async function control(method: string, path: string, body?: object): Promise<unknown> {
	const answer = await fetch(`${sandbox.controlUrl}${path}`, {
		method,
		...(body && {
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify(body),
		}),
	});
	expect(answer.ok).toBe(true);
	const text = await answer.text();
	return text === '' ? undefined : JSON.parse(text);
}

it.each(pushing.map(({ name }) => name))(
	'pushes events of %s over the control API, in the order that is asked for',
	async (provider) => {
		await control('PUT', `/${provider}/webhook`, { url });
		const events = [{ type: 'one' }, { type: 'two', times: 2 }];
		const tries = await control('POST', `/${provider}/webhook/push`, { events, order: 'reversed' });

		expect(tries).toEqual(['two', 'two', 'one'].map((type) => ({ type, status: 200, retries: 0 })));
		expect(await control('GET', `/${provider}/webhook/tries`)).toEqual(tries);
		const [first, second, third] = received.map(({ body }) => body);
		expect(first).toBe(second);
		expect(first).not.toBe(third);
	},
);

it('signs for Stampee with two keys at once, and for stemp with one', async () => {
	await control('PUT', '/stampee/webhook', { url });
	await control('PUT', '/stemp/webhook', { url, secrets: ['s'] });
	for (const provider of ['stampee', 'stemp']) {
		await control('POST', `/${provider}/webhook/push`, { events: [{ type: 'one' }] });
	}
	const [stampee, stemp] = received.map(({ headers }) => headers);

	expect(stampee['webhook-signature']).toMatch(/^v1,\S{44} v1a,\S{88}$/);
	expect(stemp['x-stemp-signature']).toMatch(/^sha256=[0-9a-f]{64}$/);
});

it.each(pushing.map(({ name, webhook: { retries } }): [string, number[]] => [name, retries]))(
	'tries again for %s after %j seconds, and then no more',
	async (provider, pauses) => {
		status = 503;
		await control('PUT', `/${provider}/webhook`, { url });
		await control('POST', `/${provider}/webhook/push`, { events: [{ type: 'one' }] });
		for (const [index, seconds] of pauses.entries()) {
			sandbox.clock.advance({ seconds: seconds - 1 });
			expect(await control('POST', `/${provider}/webhook/retry`)).toEqual([]);
			sandbox.clock.advance({ seconds: 1 });
			expect(await control('POST', `/${provider}/webhook/retry`)).toMatchObject([
				{ status, retries: index + 1 },
			]);
		}
		sandbox.clock.advance({ days: 30 });

		expect(await control('POST', `/${provider}/webhook/retry`)).toEqual([]);
	},
);

it('sends a new endpoint nothing that an earlier one did not take', async () => {
	const { webhook } = sandbox.stemp;
	const earlier = { url, secrets: ['earlier'] };
	const later = { url, secrets: ['later'] };
	status = 503;
	webhook.endpoint = earlier;
	const pushed = webhook.push({ type: 'one' });
	webhook.endpoint = later;
	await pushed;
	sandbox.clock.advance({ hours: 1 });
	expect(await webhook.retry()).toEqual([]);

	webhook.endpoint = earlier;
	await webhook.push({ type: 'one' }, { type: 'two' });
	sandbox.clock.advance({ hours: 1 });
	const retried = webhook.retry();
	webhook.endpoint = later;
	await retried;
	const signatures = received.map(({ headers }) => headers['x-stemp-signature']);
	expect(new Set(signatures.slice(1, 3))).toEqual(new Set(signatures.slice(3)));
});

it('notes that nobody answered', async () => {
	await control('PUT', '/stemp/webhook', { url: 'http://127.0.0.1:1/' });
	const events = [{ type: 'one' }];

	expect(await control('POST', '/stemp/webhook/push', { events })).toMatchObject([
		{ status: null },
	]);
});
