import { createHmac } from 'node:crypto';
import { MOST_TIMELESS } from '../../../../nodes/shared/webhook/received';
import { MOST_LINES } from '../../../../nodes/shared/webhook/refusal';
import type { Push } from '../../../../sandbox/webhook';
import { logged, readLogs } from '../../../faults/log';
import { setStage } from '../../../../tools/engine/stage';
import { connect, hangUp, type WebhookProvider } from '../../../../tools/engine/webhookTriggers';

const stage = setStage();
beforeAll(readLogs);
afterEach(hangUp);

/** What stands in n8n's log after a trigger was called, without what others write. */
async function linesOf(
	provider: WebhookProvider,
	call: (line: Awaited<ReturnType<typeof connect>>) => Promise<unknown>,
	parameters = {},
): Promise<string[]> {
	const { log } = await logged(async () => await call(await connect(stage, provider, parameters)));
	return log.filter((line) => line.startsWith('Trigger: ')).map((line) => line.trim());
}

const stemp: Push = { type: 'user.created', data: { id: 'usr_1' } };
const stampee: Push = { type: 'customer_accepted', data: { customer_id: '1' } };
const mail: Push = {
	type: 'delivered',
	data: { recipient: 'ada@example.org', message_uid: 'made-up' },
};

const NOT_SIGNED = 'none of the signing secrets in the credential has signed it';

describe('A request that is refused leaves a line with the reason in the log', () => {
	it.each<[string, WebhookProvider, Push, string]>([
		['stemp, no signature', 'stemp', { ...stemp, signature: 'none' }, 'it has no signature'],
		['stemp, a strange one', 'stemp', { ...stemp, signature: 'wrong' }, NOT_SIGNED],
		[
			'stemp, long ago',
			'stemp',
			{ ...stemp, secondsOff: -345_600 },
			'the time of its event is too far from now (345600 seconds ago)',
		],
		[
			'stemp, to come',
			'stemp',
			{ ...stemp, secondsOff: 3600 },
			'the time of its event is too far from now (3600 seconds ahead)',
		],
		['Stampee, no signature', 'stampee', { ...stampee, signature: 'none' }, 'it has no signature'],
		['Stampee, a strange one', 'stampee', { ...stampee, signature: 'wrong' }, NOT_SIGNED],
		[
			'Stampee, long ago',
			'stampee',
			{ ...stampee, secondsOff: -600 },
			'its time is too far from now (600 seconds ago)',
		],
		[
			'PostageApp, a mail that is not there',
			'postageApp',
			mail,
			'it is about a mail that PostageApp does not have',
		],
		[
			'PostageApp, no recipient',
			'postageApp',
			{ type: 'delivered' },
			'its body is no event about a recipient',
		],
	])('%s', async (_, provider, push, reason) => {
		const lines = await linesOf(provider, async ({ webhook }) => await webhook.push(push));

		// A second is over before the request is there.
		const rounded = lines.map((line) =>
			line.replace(
				/(\d+) seconds/,
				(_all, number: string) => `${Math.round(Number(number) / 10) * 10} seconds`,
			),
		);
		expect(rounded).toEqual([`Trigger: refused a request: ${reason}`]);
	});

	it('PostageApp, without the secret', async () => {
		const lines = await linesOf('postageApp', async ({ webhook }) => await webhook.push(mail), {
			authentication: 'secret',
		});

		expect(lines).toEqual([
			'Trigger: refused a request: it does not show the secret of the credential',
		]);
	});

	it('PostageApp, when it can not be asked', async () => {
		stage.sandbox.faults.add({ provider: 'postageApp', fault: { kind: 'status', status: 500 } });
		const lines = await linesOf('postageApp', async ({ webhook }) => await webhook.push(mail));

		expect(lines).toEqual([
			'Trigger: refused a request: it could not be checked, for PostageApp could not be asked',
		]);
	});

	it.each<WebhookProvider>(['stampee', 'stemp', 'postageApp'])(
		'%s, a form with files',
		async (provider) => {
			const body = new FormData();
			body.set('event', 'delivered');
			const lines = await linesOf(provider, async ({ url }) => {
				await fetch(url, { method: 'POST', body });
			});

			expect(lines).toEqual([
				'Trigger: refused a request: it is a form with files, which is no event',
			]);
		},
	);

	it('and an event that comes again leaves one that says so', async () => {
		const lines = await linesOf(
			'stemp',
			async ({ webhook }) => await webhook.push({ ...stemp, times: 2 }),
		);

		expect(lines).toEqual(['Trigger: an event came again, and does not start the workflow again']);
	});

	it('and nothing of what the request says', async () => {
		const body = JSON.stringify({ event: 'inj\nected', recipient: 'ada@example.org' });
		const headers = { 'content-type': 'application/json', 'x-stemp-signature': 'sha256=inj ected' };
		const lines = await linesOf('stemp', async ({ url }) => {
			await fetch(url, { method: 'POST', body, headers });
		});

		expect(lines).toEqual([`Trigger: refused a request: ${NOT_SIGNED}`]);
	});
});

describe('A flood of requests that are refused', () => {
	const forged: Push = { ...stemp, signature: 'wrong' };
	const unsigned: Push = { ...stemp, signature: 'none' };
	const many = (push: Push, count = 40) => Array.from({ length: count }, () => push);

	it('leaves a few lines of each reason', async () => {
		const lines = await linesOf(
			'stemp',
			async ({ webhook }) => await webhook.push(...many(forged), ...many(unsigned)),
		);

		expect(lines).toHaveLength(2 * MOST_LINES);
		expect(lines[MOST_LINES - 1]).toBe(
			`Trigger: refused a request: ${NOT_SIGNED}; more of the same are only counted for a minute`,
		);
	});

	it('is told as a number a minute later, by the clock that nobody sets', async () => {
		const lines = await linesOf('stemp', async ({ webhook }) => {
			await webhook.push(...many(forged));
			stage.time.jump(3_600_000);
			await webhook.push(forged);
			stage.time.jump(-3_600_000);
			await new Promise((done) => setTimeout(done, 60_000));
			await webhook.push(forged);
		});

		expect(lines).toHaveLength(MOST_LINES + 1);
		expect(lines.at(-1)).toBe(
			`Trigger: refused a request: ${NOT_SIGNED}; ${41 - MOST_LINES} more of the same were not written since the last line`,
		);
	});
});

describe('Events of stemp that tell no time', () => {
	/** Makes a request as stemp signs it. */
	async function push(url: string, id: string, more: object = {}): Promise<number> {
		const body = JSON.stringify({ id, type: 'user.created', data: {}, ...more });
		const key = stage.sandbox.stemp.webhookSecret;
		const signature = `sha256=${createHmac('sha256', key).update(body).digest('hex')}`;
		const headers = { 'content-type': 'application/json', 'x-stemp-signature': signature };
		return (await fetch(url, { method: 'POST', headers, body })).status;
	}

	it('are taken once each, and not again after a restart and any number of others', async () => {
		const staticData = {};
		const before = await connect(stage, 'stemp', {}, { staticData, workflowId: 'timeless 1' });
		expect([await push(before.url, 'evt_first'), await push(before.url, 'evt_first')]).toEqual([
			200, 200,
		]);
		const timestamp = new Date().toISOString();
		for (let number = 0; number < 1100; number++) {
			await push(before.url, `evt_timed_${number}`, { timestamp });
		}
		const after = await connect(stage, 'stemp', {}, { staticData, workflowId: 'timeless 2' });
		expect(await push(after.url, 'evt_first')).toBe(200);

		expect(before.started).toHaveLength(1101);
		expect(after.started).toEqual([]);
	});

	it('are refused once no more of them can be remembered, and the log says why', async () => {
		const receivedTimeless = Array.from({ length: MOST_TIMELESS }, (_, index) => `digest ${index}`);
		const staticData = { 'node:Trigger': { receivedTimeless } };
		const timestamp = new Date().toISOString();
		const { value, log } = await logged(async () => {
			const { url, started } = await connect(stage, 'stemp', {}, { staticData });
			const statuses = [await push(url, 'evt_new'), await push(url, 'evt_timed', { timestamp })];
			return { statuses, started };
		});

		expect(value.statuses).toEqual([401, 200]);
		expect(value.started).toHaveLength(1);
		expect(log.join('\n')).toContain(
			'Trigger: refused a request: its event tells no time, and no more such events can be remembered',
		);
	});
});
