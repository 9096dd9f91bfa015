import { startSandbox, type Sandbox } from '../../sandbox';
import { call, json } from '../../tools/providers/client';
import { letterTo, Reseller } from '../../tools/providers/stampee/caller';

let sandbox: Sandbox;
let reseller: Reseller;

beforeEach(async () => {
	sandbox = await startSandbox();
	reseller = new Reseller(sandbox);
});
afterEach(() => sandbox.stop());

const control = (method: string, path: string, body?: object) =>
	call(`${sandbox.controlUrl}${path}`, { method, body });

describe('Over HTTP, another process can', () => {
	it('read what a person needs to try the nodes', async () => {
		const { url, token, clientCertificate } = sandbox.stampee;

		const { text, headers } = await control('GET', '/');

		expect(headers['content-type']).toContain('text/html');
		for (const needed of [url, token, clientCertificate.passphrase]) expect(text).toContain(needed);
	});

	it('ask for the addresses and credentials of the providers', async () => {
		const { url, secureUrl, filesUrl, token, clientCertificate, certificateAuthority } =
			sandbox.stampee;

		expect(json(await control('GET', '/providers'))).toContainEqual({
			name: 'stampee',
			title: 'Stampee',
			addresses: { api: url, apiWithClientCertificate: secureUrl, evidence: filesUrl },
			credentials: expect.objectContaining({
				token,
				...clientCertificate,
				certificateAuthority,
			}) as object,
			hints: expect.any(Array) as string[],
		});
	});

	it('read and clear the journal', async () => {
		await reseller.send('john@example.org');

		const journal = json(await control('GET', '/journal?provider=stampee'));
		const cleared = await control('DELETE', '/journal');

		expect(journal).toMatchObject({
			requests: [{ path: '/messages/bulk_send', status: 201 }],
			accepted: [{ recipient: 'john@example.org', request: 0 }],
			mostInFlight: 1,
		});
		expect(cleared.status).toBe(204);
		expect(sandbox.journal.requests()).toEqual([]);
	});

	it('add faults and clear them', async () => {
		const rule = { provider: 'stampee', times: 2, fault: { kind: 'status', status: 500 } };

		const added = await control('POST', '/faults', rule);
		const failing = await reseller.call('/customers');
		await control('DELETE', '/faults');
		const mended = await reseller.call('/customers');

		expect([added, failing, mended].map(({ status }) => status)).toEqual([204, 500, 200]);
	});

	it.each([
		['a fault of no kind', '/faults', { provider: 'stampee', fault: { kind: 'flood' } }],
		['a fault of no provider', '/faults', { provider: 'x', fault: { kind: 'notJson' } }],
		['a time of no unit', '/clock/advance', { fortnights: 1 }],
		['a latency below zero', '/latency', { milliseconds: -1 }],
		['an answer of nobody', '/stampee/customers/x/answer', { state: 'ACCEPTED' }],
	])('not ask for %s', async (_what, path, body) => {
		expect((await control('POST', path, body)).status).toBe(400);
	});

	it('move the clock', async () => {
		const id = await reseller.send('silent@example.org', 'LRE');

		const { now } = json<{ now: string }>(await control('POST', '/clock/advance', { days: 15 }));

		expect(Date.parse(now) - Date.now()).toBeGreaterThan(14.9 * 24 * 60 * 60 * 1000);
		expect((await reseller.message(id)).status).toBe('EXPIRED');
	});

	it('slow the providers down', async () => {
		await control('POST', '/latency', { milliseconds: 120 });
		const start = performance.now();
		await reseller.call('/customers');

		expect(performance.now() - start).toBeGreaterThanOrEqual(115);
	});

	it('answer for a customer', async () => {
		const { id } = await reseller.addCustomer('contact@example.org');

		const answer = await control('POST', `/stampee/customers/${id}/answer`, { state: 'ACCEPTED' });
		const sent = await reseller.call('/messages/bulk_send', {
			body: { ...letterTo('john@example.org'), sender: id },
		});

		expect(json(answer)).toMatchObject({ id, state: 'ACCEPTED' });
		expect(sent.status).toBe(201);
	});

	it('turn switches', async () => {
		const turned = await control('PATCH', '/stampee/switches', { evidenceShape: 'pdf' });

		expect(json(turned)).toMatchObject({ evidenceShape: 'pdf', customersShape: 'wrapped' });
		expect(sandbox.stampee.switches.evidenceShape).toBe('pdf');
	});
});

describe('A sandbox', () => {
	it('says so if the port it is given is taken', async () => {
		const port = Number(new URL(sandbox.controlUrl).port);

		await expect(startSandbox({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
	});

	it('shares no token and no ids with another', async () => {
		const another = await startSandbox();
		const { token } = another.stampee;
		await another.stop();

		expect(token).toMatch(/^stampee_[\da-f]{64}$/);
		expect(token).not.toBe(sandbox.stampee.token);
	});
});
