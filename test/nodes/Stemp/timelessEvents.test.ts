import { createHmac } from 'node:crypto';
import { MAX_TIMELESS } from '../../../nodes/shared/webhook/received';
import { logged, readLogs } from '../../faults/log';
import { setStage } from '../../../tools/engine/stage';
import { connect, hangUp } from '../../../tools/providers/webhookTriggers';

const stage = setStage();
beforeAll(readLogs);
afterEach(hangUp);

describe('Events of stemp that tell no time', () => {
	/** Makes a request with stemp's signature. */
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
		const receivedTimeless = Array.from({ length: MAX_TIMELESS }, (_, index) => `digest ${index}`);
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
