import { createHash } from 'node:crypto';
import http from 'node:http';
import { startSandbox, type Sandbox } from '../../sandbox';
import { useLeapingClock } from '../../tools/engine/leapingClock';
import { json } from '../../tools/providers/client';
import { letterTo, Reseller } from '../../tools/providers/stampee/caller';

useLeapingClock();

let sandbox: Sandbox;
let reseller: Reseller;

beforeEach(async () => {
	sandbox = await startSandbox();
	reseller = new Reseller(sandbox);
});
afterEach(() => sandbox.stop());

const send = (email: string) =>
	reseller.call('/messages/bulk_send', { body: { ...letterTo(email), customerReference: email } });

describe('The journal', () => {
	it('shows a request as the provider saw it', async () => {
		await reseller.call('/customers?state=ACCEPTED', { headers: { 'X-Other': 'Yes' } });

		expect(sandbox.journal.requests()).toEqual([
			{
				at: expect.stringMatching(/Z$/) as string,
				provider: 'stampee',
				method: 'GET',
				path: '/customers',
				query: { state: 'ACCEPTED' },
				headers: expect.objectContaining({
					'x-api-token': sandbox.stampee.token,
					'x-other': 'Yes',
				}) as http.IncomingHttpHeaders,
				files: [],
				status: 200,
				carriedOut: '{"customers":[]}',
			},
		]);
	});

	it('tells what a request that was carried out was answered, also if nobody got the answer', async () => {
		for (const kind of ['resetAfter', 'resetBefore'] as const) {
			sandbox.faults.add({ provider: 'stampee', fault: { kind } });
		}
		for (const email of ['a@example.org', 'b@example.org'])
			await send(email).catch(() => undefined);

		const [lost, dropped] = sandbox.journal.requests();
		const [{ id }] = sandbox.journal.accepted();
		expect(lost.carriedOut).toContain(id);
		expect(dropped.carriedOut).toBeUndefined();
	});

	it.each([
		['a percent sign alone', '%'],
		['no hex digits after one', '%zz'],
		['what is not UTF-8', '%ff'],
		['8,000 characters', '1'.repeat(8_000)],
	])('shows a request whatever its path: %s', async (_what, id) => {
		const path = `/messages/${id}`;
		const answer = await reseller.call(`${path}?x=%`);

		expect(sandbox.journal.requests()).toMatchObject([{ path, status: 404 }]);
		expect(json(answer)).toEqual(sandbox.stampee.switches.unknownMessage.body);
	});

	it.each<[string, number | undefined, number | null]>([
		['answered', 504, 504],
		['reset', undefined, null],
	])(
		'shows the status that was sent before a request is carried out: %s',
		async (_what, status, shown) => {
			sandbox.faults.add({ provider: 'stampee', fault: { kind: 'late', seconds: 0.01, status } });
			await send('a@example.org').catch(() => undefined);
			while (sandbox.journal.accepted().length === 0) await new Promise(setImmediate);

			expect(sandbox.journal.requests()[0].status).toBe(shown);
		},
	);

	it('names each message that was accepted, and its request', async () => {
		await reseller.call('/customers');
		const { recipients } = letterTo('b@example.org');
		await send('a@example.org');
		await reseller.call('/messages/bulk_send', {
			body: { ...letterTo('a@example.org'), recipients: [...recipients, ...recipients] },
		});

		const accepted = sandbox.journal.accepted('stampee');

		expect(
			accepted.map(({ recipient, reference, request }) => [recipient, reference, request]),
		).toEqual([
			['a@example.org', 'a@example.org', 1],
			['b@example.org', null, 2],
			['b@example.org', null, 2],
		]);
		expect(new Set(accepted.map(({ id }) => id)).size).toBe(3);
	});

	it('tells files by name, type, size and hash, whatever their names', async () => {
		const form = new FormData();
		form.append('type', 'LS');
		form.append('note', 'one');
		form.append('note', 'two');
		const content = Buffer.from([0, 1, 2, 255]);
		form.append('attachments', new Blob([content], { type: 'image/png' }), 'été 2026 – 図.png');
		form.append('other', new Blob([]), 'empty');

		await reseller.call('/messages/bulk_send', { form });

		const [request] = sandbox.journal.requests();
		expect(request.body).toEqual({ type: 'LS', note: ['one', 'two'] });
		expect(request.files).toEqual([
			{
				field: 'attachments',
				name: 'été 2026 – 図.png',
				type: 'image/png',
				size: 4,
				sha256: createHash('sha256').update(content).digest('hex'),
			},
			expect.objectContaining({ field: 'other', name: 'empty', size: 0 }),
		]);
	});

	it('shows the name of a file as it was sent', async () => {
		const name = 'a "quoted" name/with\r\n breaks \\ and slashes.txt';
		const form = new FormData();
		form.append('attachments', new Blob(['x']), name);

		await reseller.call('/messages/bulk_send', { form });

		const [file] = sandbox.journal.requests()[0].files;
		// FormData escapes quotes and line breaks the way browsers do.
		expect(decodeURIComponent(file.name)).toContain('a "quoted" name/with\r\n breaks');
	});

	it('counts how many requests were in flight at most', async () => {
		sandbox.latency(100);
		await Promise.all(['a', 'b', 'c', 'd', 'e'].map((name) => send(`${name}@example.org`)));
		sandbox.latency(0);

		expect(sandbox.journal.mostInFlight()).toBe(5);
		expect(sandbox.journal.mostInFlight('stampee')).toBe(5);
		expect(sandbox.journal.mostInFlight('stampee-files')).toBe(0);
	});

	it('counts one request in flight when they come one by one', async () => {
		for (let time = 0; time < 20; time += 1) await send('a@example.org');

		expect(sandbox.journal.mostInFlight()).toBe(1);
	});

	it('forgets when told', async () => {
		await send('a@example.org');
		sandbox.journal.clear();

		expect(sandbox.journal.requests()).toEqual([]);
		expect(sandbox.journal.accepted()).toEqual([]);
		expect(sandbox.journal.mostInFlight()).toBe(0);
	});

	it('notes an upload that broke off as one that was not answered or accepted', async () => {
		const upload = http.request(`${sandbox.stampee.url}/messages/bulk_send`, {
			method: 'POST',
			headers: { 'content-type': 'multipart/form-data; boundary=x', 'content-length': 1000 },
		});
		upload.on('error', () => {});
		upload.write(
			'--x\r\ncontent-disposition: form-data; name="attachments"; filename="a"\r\n\r\nabc',
		);
		while (sandbox.journal.requests().length === 0) await new Promise(setImmediate);
		upload.destroy();
		await reseller.call('/customers');

		expect(sandbox.journal.requests()[0].status).toBeNull();
		expect(sandbox.journal.accepted()).toEqual([]);
	});

	it('lets a provider wait before it answers', async () => {
		sandbox.latency(120);
		const start = performance.now();
		await reseller.call('/customers');

		expect(performance.now() - start).toBeGreaterThanOrEqual(115);
	});
});

describe('An upload of 250 MB', () => {
	it('is hashed as it streams and costs no memory', async () => {
		const size = 250 * 1000 * 1000;
		const block = Buffer.alloc(1000 * 1000, 'x');
		const head =
			'--x\r\ncontent-disposition: form-data; name="attachments"; filename="large.bin"\r\n\r\n';
		const tail = '\r\n--x--\r\n';
		const hash = createHash('sha256');
		const before = process.memoryUsage();
		let most = 0;
		await new Promise<void>((resolve, reject) => {
			const upload = http.request(`${sandbox.stampee.url}/messages/bulk_send`, {
				method: 'POST',
				headers: {
					'x-api-token': sandbox.stampee.token,
					'content-type': 'multipart/form-data; boundary=x',
					'content-length': head.length + size + tail.length,
				},
			});
			upload.on('error', reject);
			upload.on('response', (response) => response.resume().on('end', resolve));
			upload.write(head);
			let sent = 0;
			const pump = () => {
				while (sent < size) {
					sent += block.length;
					hash.update(block);
					const { arrayBuffers, heapUsed } = process.memoryUsage();
					most = Math.max(most, arrayBuffers + heapUsed - before.arrayBuffers - before.heapUsed);
					if (!upload.write(block)) return void upload.once('drain', pump);
				}
				upload.end(tail);
			};
			pump();
		});

		expect(sandbox.journal.requests()[0].files).toEqual([
			expect.objectContaining({ size, sha256: hash.digest('hex') }),
		]);
		// Client and server share this process, and garbage collection waits while the machine is busy. If anything
		// kept the whole upload, memory would exceed its size.
		expect(most).toBeLessThan(0.8 * size);
	});
});
