import { startSandbox, type Sandbox } from '../../../sandbox';
import { call, json } from '../../../tools/providers/client';
import { Caller, mailTo, type Envelope } from '../../../tools/providers/postageApp/caller';

let sandbox: Sandbox;
let caller: Caller;

beforeEach(async () => {
	sandbox = await startSandbox();
	caller = new Caller(sandbox);
});
afterEach(() => sandbox.stop());

const statusOf = async (uid: string, recipient: string) => {
	const { data } = await caller.envelope('get_message_transmissions', { uid });
	return (data?.transmissions as Record<string, Record<string, unknown>>)[recipient];
};

describe('a message', () => {
	it('is acknowledged as on the page, and found again by its uid', async () => {
		const sent = await caller.send('order-1', 'ada@example.org');
		expect(sent).toEqual({
			response: { uid: 'order-1', status: 'ok' },
			data: {
				message: {
					id: expect.stringMatching(/^\d{10}$/) as string,
					url: expect.stringContaining('/messages/') as string,
				},
			},
		});
		const receipt = await caller.envelope('get_message_receipt', { uid: 'order-1' });
		expect(receipt).toEqual(sent);
	});

	it('is taken on once for a uid, whichever way the second is answered', async () => {
		await caller.send('order-1', 'ada@example.org');
		const refused = await caller.ask('send_message', {
			uid: 'order-1',
			arguments: mailTo(['ada@example.org']),
		});
		sandbox.postageApp.switches.duplicateUid = 'ignored';
		const ignored = await caller.send('order-1', 'ada@example.org');

		expect(refused.status).toBe(400);
		expect(json<Envelope>(refused).response.message).toBe(
			'Uid order-1 already exists. Assuming message duplication.',
		);
		expect(ignored.data).toMatchObject({ message: { duplicate: 'ignored' } });
		expect(sandbox.journal.accepted()).toHaveLength(1);
	});

	it('is the newest one if its uid was that of a message which is no longer kept', async () => {
		await caller.send('order-1', 'ada@example.org');
		sandbox.clock.advance({ days: sandbox.postageApp.switches.retentionDays });
		await caller.send('order-2', 'ada@example.org');
		sandbox.clock.advance({ days: 1 });
		await caller.send('order-1', 'ada@example.org');

		const { data } = await caller.envelope('get_messages');
		expect(Object.keys(data as object)).toEqual(['order-1', 'order-2']);
	});

	it('has a hash of its content for a uid if it is given none', async () => {
		const first = await caller.envelope('send_message', { arguments: mailTo('ada@example.org') });
		const same = await caller.ask('send_message', { arguments: mailTo('ada@example.org') });
		expect(first.response.uid).toMatch(/^[0-9a-f]{40}$/);
		expect(same.status).toBe(400);
	});

	it.each([
		['text', 'Ada <ada@example.org>, bob@example.org'],
		['a list', ['ada@example.org', 'bob@example.org']],
		['an object', { 'ada@example.org': { name: 'Ada' }, 'bob@example.org': null }],
	])('goes to recipients that are %s', async (_how, recipients) => {
		await caller.envelope('send_message', { arguments: mailTo(recipients) });
		expect(sandbox.journal.accepted().map(({ recipient }) => recipient)).toEqual([
			'ada@example.org',
			'bob@example.org',
		]);
	});

	it('is answered as text/html where that is switched on', async () => {
		sandbox.postageApp.switches.contentType = 'text/html';
		const answer = await caller.ask('get_project_info');
		expect(answer.headers['content-type']).toContain('text/html');
		expect(json(answer)).toMatchObject({ response: { status: 'ok' } });
	});

	it('can be asked about without a content type, and in version 1.0', async () => {
		const { url, projectKey } = sandbox.postageApp;
		const body = JSON.stringify({ api_key: projectKey });
		const form = { 'content-type': 'application/x-www-form-urlencoded' };
		const curl = await call(`${url}/v.1.1/get_account_info`, { body, headers: form });
		const old = await call(`${url}/v.1.0/get_account_info.json`, { body });
		expect([curl.status, old.status]).toEqual([200, 200]);
	});
});

describe('a transmission', () => {
	it('is queued, then completed, and may be opened and clicked', async () => {
		await caller.send('m', 'click@example.org');
		expect(await statusOf('m', 'click@example.org')).toMatchObject({ status: 'queued' });
		sandbox.clock.advance({ minutes: 2 });
		expect(await statusOf('m', 'click@example.org')).toMatchObject({
			status: 'completed',
			result_code: 'SMTP_250',
			opened_at: null,
		});
		sandbox.clock.advance({ minutes: 20 });
		const { opened_at: opened, clicked_at: clicked } = await statusOf('m', 'click@example.org');
		expect(opened).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);
		expect(clicked).not.toBeNull();
	});

	it('is tried again for 24 hours, and then has failed', async () => {
		await caller.send('m', 'expire@example.org', 'slow@example.org');
		sandbox.clock.advance({ hours: 3 });
		expect((await caller.envelope('message_status', { uid: 'm' })).data).toEqual({
			message_status: { retry: 2 },
		});
		sandbox.clock.advance({ hours: 22 });
		expect((await caller.envelope('message_status', { uid: 'm' })).data).toEqual({
			message_status: { failed: 1, completed: 1 },
		});
	});

	it('that fails for good puts its address onto the suppression list', async () => {
		await caller.send('m', 'bounce@example.org');
		sandbox.clock.advance({ minutes: 2 });
		const row = {
			status: 'rejected',
			suppression_state: 'hard_bounce',
			blocked_until: expect.any(String) as string,
			message: 'No Such User Here',
		};
		const keyed = await caller.envelope('get_suppression_list');
		sandbox.postageApp.switches.suppressionList = 'recipients';
		const wrapped = await caller.envelope('get_suppression_list');
		expect(keyed.data).toEqual({ 'bounce@example.org': row });
		expect(wrapped.data).toEqual({ recipients: { 'bounce@example.org': row } });
	});
});

describe('a scheduled event', () => {
	const metadata = { arguments: mailTo(['ada@example.org']) };
	const create = (uid: string, schedule: string) =>
		caller.envelope('create_scheduled_event', { uid, schedule, metadata });
	const sent = async () => {
		await caller.ask('get_project_info');
		return sandbox.journal.accepted().length;
	};

	it.each([
		['in 5 minutes', { minutes: 6 }, 1],
		['5 days from now', { days: 6 }, 1],
		['tomorrow', { days: 2 }, 1],
		['0 * * * *', { hours: 3 }, 3],
		['@hourly', { hours: 3 }, 3],
		['every 3 hours', { hours: 7 }, 2],
		['every day at 1am', { days: 2 }, 2],
		['every 2 mins', { minutes: 5 }, 2],
	])('"%s" happens when the clock has come there', async (schedule, duration, times) => {
		expect((await create('e', schedule)).response).toEqual({ uid: 'e', status: 'ok' });
		expect(await sent()).toBe(0);
		sandbox.clock.advance(duration);
		expect(await sent()).toBe(times);
	});

	it('happens on a date in UTC', async () => {
		const day = new Date(sandbox.clock.now().getTime() + 26 * 60 * 60 * 1000);
		const date = day.toISOString().slice(0, 19).replace('T', ' ');
		const { data } = await create('e', date);
		expect(data).toMatchObject({ status: 'activated', schedule: date });
		sandbox.clock.advance({ hours: 27 });
		expect(await sent()).toBe(1);
	});

	it('that can not be sent when it is due is no matter of whoever calls just then', async () => {
		const unknown = { arguments: mailTo(['ada@example.org'], { template: 'unknown' }) };
		await caller.envelope('create_scheduled_event', {
			uid: 'u',
			schedule: 'in 5 minutes',
			metadata: unknown,
		});
		sandbox.clock.advance({ minutes: 6 });
		const { response } = await caller.envelope('get_project_info');
		expect(response.status).toBe('ok');
		expect(await sent()).toBe(0);
	});

	it('does nothing while it is suspended', async () => {
		await create('e', '@hourly');
		const { data } = await caller.envelope('update_scheduled_event', {
			uid: 'e',
			status: 'suspend',
		});
		expect(data).toMatchObject({ status: 'suspend', frequency: '@hourly', scheduled_at: null });
		sandbox.clock.advance({ days: 1 });
		expect(await sent()).toBe(0);
	});

	it('is refused for a schedule that can not be read, and for a uid that is taken', async () => {
		expect((await create('e', 'when pigs fly')).response.status).toBe('bad_request');
		await create('e', 'tomorrow');
		expect((await create('e', 'tomorrow')).response.status).toBe('bad_request');
	});

	it.each([
		['metadata', { schedule: '@daily', metadata: {} }],
		['status', { schedule: '@daily', status: 'asleep' }],
	])('stays as it was when a change is refused for its %s', async (_what, change) => {
		await create('e', '@hourly');
		const refused = await caller.envelope('update_scheduled_event', { uid: 'e', ...change });
		expect(refused.response.status).toBe('bad_request');

		const { data } = await caller.envelope('get_scheduled_event', { uid: 'e' });
		expect(data).toMatchObject({ schedule: '@hourly', status: 'activated' });
	});

	it.each([
		['taken UID', { uid: 'taken' }],
		['repeated UID', { uid: 'a' }],
		['wrong schedule', { uid: 'b', schedule: 'when pigs fly' }],
	])('is not created with another one that has a %s', async (_what, wrong) => {
		await create('taken', 'tomorrow');
		const metadata = { arguments: mailTo(['ada@example.org']) };
		const good = { uid: 'a', schedule: 'tomorrow', metadata };
		const { response } = await caller.envelope('create_scheduled_events', {
			events: [good, { ...good, ...wrong }],
		});
		expect(response.status).toBe('bad_request');

		const { data } = await caller.envelope('list_scheduled_events');
		expect(data).toMatchObject({ scheduled_events: [{ uid: 'taken' }] });
	});
});
