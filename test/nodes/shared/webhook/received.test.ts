import { MAX_KNOWN, MAX_SAVED } from '../../../../nodes/shared/webhook/received';
import { stempDialect } from '../../../../sandbox/stemp/webhook';
import { pushSchema } from '../../../../sandbox/webhook';
import { setStage } from '../../../../tools/engine/stage';
import { connect, hangUp } from '../../../../tools/providers/webhookTriggers';

const stage = setStage();

afterEach(hangUp);

const event = { type: 'customer_accepted', data: { customer_id: '1' } };

it('starts the workflow once for an event that is sent three times, and answers each as taken', async () => {
	const { webhook, started } = await connect(stage, 'stampee');
	const tries = await webhook.push({ ...event, times: 3 });

	expect(tries.map(({ status }) => status)).toEqual([200, 200, 200]);
	expect(started).toHaveLength(1);
});

it('starts it for each of several events, in whatever order they come', async () => {
	const { webhook, started } = await connect(stage, 'stemp');
	const types = ['user.updated', 'user.created', 'user.deleted'];
	await webhook.push(...types.map((type) => ({ type })));

	expect(started.map(({ json }) => (json.webhook as { type: string }).type)).toEqual(types);
});

it('knows an event again after a restart of n8n, by the static data', async () => {
	const staticData = {};
	// The process's memory is kept by workflow, so another workflow knows only what was saved.
	const before = await connect(stage, 'stemp', {}, { staticData, workflowId: 'before' });
	const after = await connect(stage, 'stemp', {}, { staticData, workflowId: 'after' });
	const { webhookSecret } = stage.sandbox.stemp;
	const pushed = { ...pushSchema.parse({ type: 'user.created' }), at: new Date(), number: 1 };
	const request = stempDialect.request(pushed, new Date(), [webhookSecret]);
	for (const { url } of [before, after]) {
		expect((await fetch(url, { method: 'POST', ...request })).status).toBe(200);
	}

	expect([before.started.length, after.started.length]).toEqual([1, 0]);
});

it('takes an event again that n8n could not begin the workflow for', async () => {
	let isBroken = true;
	const start = () => {
		if (isBroken) throw new Error('the database is away');
	};
	const { webhook, started } = await connect(stage, 'stampee', {}, { start });
	expect(await webhook.push(event)).toMatchObject([{ status: 500 }]);

	isBroken = false;
	stage.sandbox.clock.advance({ seconds: 5 });
	expect(await webhook.retry()).toMatchObject([{ status: 200, retries: 1 }]);
	expect(started).toHaveLength(1);
});

it('keeps no more in the static data than it says', async () => {
	const staticData: Record<string, { received?: string[] }> = {};
	const { webhook } = await connect(stage, 'stemp', {}, { staticData });
	const count = MAX_SAVED / 2 + 10;
	await webhook.push(...Array.from({ length: count }, () => ({ type: 'user.created' })));

	const [{ received = [] }] = Object.values(staticData);
	expect(received).toHaveLength(MAX_SAVED);
	expect(JSON.stringify(received).length).toBeLessThan(30_000);
	expect(MAX_KNOWN).toBeGreaterThan(MAX_SAVED);
});

it('leaves nothing behind after a test in the editor, which may be made again', async () => {
	const staticData = {};
	const { webhook, started } = await connect(stage, 'stampee', {}, { mode: 'manual', staticData });
	await webhook.push({ ...event, times: 2 });

	expect(started).toHaveLength(2);
	expect(staticData).toEqual({});
});
