import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { postageAppAccount } from '../../../tools/providers/postageApp/node';
import { setReplay } from '../../support/replay';
import { setStage } from '../../../tools/engine/stage';
import { Caller } from '../../../tools/providers/postageApp/caller';

const stage = setStage();
const replay = setReplay();
const HOUR = 60 * 60_000;

let workflows = 0;

/** A trigger in a separate workflow, with its static data in n8n. */
function trigger(event: string, parameters: INodeParameters = {}, baseUrl?: string) {
	const staticData: IDataObject = {};
	const id = `watch-${workflows++}`;
	const node = {
		name: 'PostageApp Trigger',
		type: 'n8n-nodes-certified-mail.postageAppTrigger',
		typeVersion: 1,
		parameters: { event, ...parameters } as INodeParameters,
		credentials: { postageAppApi: { id: '1', name: 'PostageApp account' } },
	};
	const poll = async (mode: 'trigger' | 'manual' = 'trigger') => {
		const account = postageAppAccount(stage.sandbox.postageApp);
		const credentials = { postageAppApi: { ...account, ...(baseUrl && { baseUrl }) } };
		const workflow = { id, nodes: [node] };
		const { items, error } = await stage.engine.poll(workflow, { credentials, staticData, mode });
		if (error) throw error;
		return items?.map(({ json }) => json) ?? null;
	};
	/** The user sets other parameters. */
	const change = (others: INodeParameters) => Object.assign(node.parameters, others);
	return { poll, staticData, change };
}

const caller = () => new Caller(stage.sandbox);
const calls = () => stage.sandbox.journal.requests('postageApp').map(({ path }) => path);
const lastOf = (path: string) => path.split('/').at(-1);

/** The calls of a poll when nothing has changed: the list, and its empty page, because PostageApp returns no total. */
const HISTORY = ['messages_history_detailed', 'messages_history_detailed'];

const TRANSMISSIONS = 'get_message_transmissions';

/** Advances the time of this n8n, and of PostageApp, whose clock follows it. */
const pass = (milliseconds: number) => stage.time.pass(milliseconds);

describe('the status of a transmission', () => {
	it('is reported once when it changes, and the list alone is read when nothing does', async () => {
		const { poll } = trigger('transmissionStatusChanged');
		await caller().send('t1', 'ada@example.org', 'bounce@example.org', 'slow@example.org');
		expect(await poll()).toBeNull();

		pass(2 * 60_000);
		const changes = await poll();
		expect(changes).toHaveLength(3);
		expect(changes?.[0]).toMatchObject({
			eventId: 'postageApp:transmission:t1:ada@example.org:completed',
			uid: 't1',
			recipient: 'ada@example.org',
			status: 'completed',
			previousStatus: 'queued',
			delivery: { state: 'delivered', final: true, event: null, at: null },
		});
		expect(changes?.map(({ status }) => status)).toEqual(['completed', 'failed', 'retry']);

		stage.sandbox.journal.clear();
		expect(await poll()).toBeNull();
		expect(calls().map(lastOf)).toEqual(HISTORY);

		pass(5 * HOUR);
		expect(await poll()).toMatchObject([
			{ recipient: 'slow@example.org', status: 'completed', previousStatus: 'retry' },
		]);
	});

	it('is reported for a message that came and went between two polls', async () => {
		const { poll } = trigger('transmissionStatusChanged');
		await poll();
		await caller().send('t2', 'ada@example.org');
		pass(2 * 60_000);
		expect(await poll()).toMatchObject([{ uid: 't2', status: 'completed' }]);
	});

	it('is reported only if it is among the chosen ones', async () => {
		const { poll } = trigger('transmissionStatusChanged', { statuses: ['failed'] });
		await poll();
		await caller().send('t3', 'ada@example.org', 'bounce@example.org');
		pass(2 * 60_000);
		expect(await poll()).toMatchObject([{ recipient: 'bounce@example.org', status: 'failed' }]);
	});

	it('is found on later pages, in the range of days', async () => {
		const { poll } = trigger('transmissionStatusChanged', { options: { watchForDays: 1 } });
		await caller().send('old', 'ada@example.org');
		pass(4 * 24 * HOUR);
		await poll();
		const many = Array.from({ length: 300 }, (_, index) => `ada+${index}@example.org`);
		await caller().send('t4', ...many);
		pass(2 * 60_000);
		expect(await poll()).toHaveLength(300);
	});

	it('is followed by its message, once an hour, when it is older than the range', async () => {
		const { poll } = trigger('transmissionStatusChanged', { options: { watchForDays: 1 } });
		await caller().send('t5', 'slow@example.org');
		pass(2 * 60_000);
		await poll();
		pass(3 * 24 * HOUR);
		expect(await poll()).toMatchObject([
			{ uid: 't5', status: 'completed', previousStatus: 'retry', result_code: 'SMTP_250' },
		]);
		stage.sandbox.journal.clear();
		expect(await poll()).toBeNull();
		expect(calls()).toHaveLength(1);
	});

	it('is followed for all recipients of a message with one call', async () => {
		const { poll } = trigger('transmissionStatusChanged', { options: { watchForDays: 1 } });
		const slow = Array.from({ length: 25 }, (_, index) => `slow+${index}@example.org`);
		await caller().send('t8', ...slow);
		pass(2 * 60_000);
		await poll();
		pass(3 * 24 * HOUR);
		stage.sandbox.journal.clear();
		expect(await poll()).toHaveLength(slow.length);
		expect(
			calls()
				.map(lastOf)
				.filter((name) => name === TRANSMISSIONS),
		).toHaveLength(1);
	});

	it('is reported once, whatever becomes of the range of days meanwhile', async () => {
		await caller().send('before', 'ada@example.org');
		pass(2 * 60_000);
		await caller().send('older', 'slow@example.org');
		pass(3 * 24 * HOUR);
		const { poll, change } = trigger('transmissionStatusChanged', { options: { watchForDays: 1 } });
		await poll();
		await caller().send('t9', 'ada@example.org');
		pass(2 * 60_000);
		change({ options: { watchForDays: 10 } });
		expect(await poll()).toMatchObject([{ uid: 't9', status: 'completed' }]);
		await caller().send('t10', 'ada@example.org', 'slow@example.org');
		pass(2 * 60_000);
		change({ options: { watchForDays: 1 } });
		expect(await poll()).toMatchObject([{ status: 'completed' }, { status: 'retry' }]);
		pass(4 * 24 * HOUR);
		change({ options: { watchForDays: 10 } });
		expect(await poll()).toMatchObject([
			{ uid: 't10', status: 'completed', previousStatus: 'retry' },
		]);
		expect(await poll()).toBeNull();
	});

	it('is not lost when a poll breaks off', async () => {
		const { poll, staticData } = trigger('transmissionStatusChanged');
		await poll();
		await caller().send('t6', 'ada@example.org');
		pass(2 * 60_000);
		const before = JSON.stringify(staticData);
		stage.sandbox.faults.add({ provider: 'postageApp', fault: { kind: 'status', status: 500 } });
		await expect(poll()).rejects.toThrow('PostageApp answered: HTTP status 500');
		expect(JSON.stringify(staticData)).toBe(before);
		expect(await poll()).toMatchObject([{ uid: 't6' }]);
	});

	it('has an example for the editor, which touches no memory', async () => {
		const { poll, staticData } = trigger('transmissionStatusChanged');
		await caller().send('t7', 'ada@example.org');
		pass(2 * 60_000);
		expect(await poll('manual')).toMatchObject([{ status: 'completed' }]);
		expect(staticData).toEqual({});
	});
});

describe.each([
	['opened', 'opened_at'],
	['clicked', 'clicked_at'],
])('what was %s', (event, field) => {
	// Messages of other tests are out of range by then.
	beforeAll(() => pass(5 * 24 * HOUR));

	it('is reported once, and each message is asked for at most once an hour', async () => {
		const { poll } = trigger(event);
		await poll();
		await caller().send(`${event}-1`, 'click@example.org', 'ada@example.org');
		pass(2 * 60_000);
		stage.sandbox.journal.clear();
		expect(await poll()).toBeNull();
		expect(calls().map(lastOf)).toContain('get_message_transmissions');

		pass(20 * 60_000);
		stage.sandbox.journal.clear();
		expect(await poll()).toBeNull();
		expect(calls().map(lastOf)).toEqual(HISTORY);

		pass(HOUR);
		const reported = await poll();
		expect(reported).toHaveLength(1);
		expect(reported?.[0]).toMatchObject({
			eventId: `postageApp:transmission:${event}-1:click@example.org:${event}`,
			event,
			uid: `${event}-1`,
			recipient: 'click@example.org',
			[field]: expect.any(String) as string,
			delivery: { state: 'opened', final: true },
		});
		pass(2 * HOUR);
		expect(await poll()).toBeNull();
	});

	it.each([
		['no answer comes', { kind: 'resetBefore' }],
		['PostageApp fails', { kind: 'status', status: 500, body: '<html/>' }],
	] as const)('is found by the next poll, and others at once, when %s', async (_, fault) => {
		pass(5 * 24 * HOUR);
		const { poll } = trigger(event);
		await poll();
		const [first, second] = [4, 5].map((at) => `${event}-${at}-${fault.kind}`);
		for (const uid of [first, second]) await caller().send(uid, 'click@example.org');
		pass(3 * HOUR);
		const on = `POST /v.1.1/${TRANSMISSIONS}`;
		// One of the two succeeds.
		stage.sandbox.faults.add({ provider: 'postageApp', on, skip: 1, times: 99, fault });
		const atOnce = await poll();
		await stage.sandbox.faults.clear();
		stage.sandbox.journal.clear();
		const later = await poll();
		expect(calls().map(lastOf)).toEqual([...HISTORY, TRANSMISSIONS]);
		expect([atOnce?.length, later?.length]).toEqual([1, 1]);
		expect([...atOnce!, ...later!].map(({ uid }) => uid).sort()).toEqual([first, second]);
		expect(await poll()).toBeNull();
	});

	it('before the trigger was activated is no news', async () => {
		await caller().send(`${event}-2`, 'click@example.org');
		pass(2 * HOUR);
		const { poll } = trigger(event);
		expect(await poll()).toBeNull();
		pass(2 * HOUR);
		expect(await poll()).toBeNull();
	});

	it('is reported once, whatever becomes of the range of days meanwhile', async () => {
		pass(30 * 24 * HOUR);
		const { poll, change } = trigger(event, { options: { watchForDays: 1 } });
		await poll();
		await caller().send(`${event}-6`, 'click@example.org');
		pass(3 * 24 * HOUR);
		// It was not looked at while it was in the range.
		expect(await poll()).toBeNull();
		change({ options: { watchForDays: 10 } });
		expect(await poll()).toMatchObject([{ uid: `${event}-6` }]);
		for (const watchForDays of [1, 10]) {
			change({ options: { watchForDays } });
			pass(2 * HOUR);
			expect(await poll()).toBeNull();
		}
	});

	it('has an example for the editor', async () => {
		await caller().send(`${event}-3`, 'click@example.org');
		pass(HOUR);
		const { poll, staticData } = trigger(event);
		expect(await poll('manual')).toMatchObject([{ event }]);
		expect(staticData).toEqual({});
	});
});

describe('a new suppression', () => {
	it('is reported once, with one call for each poll', async () => {
		const { poll } = trigger('newSuppression');
		await poll();
		await caller().send('s1', 'bounce+new@example.org');
		pass(2 * 60_000);
		stage.sandbox.journal.clear();
		expect(await poll()).toMatchObject([
			{
				eventId: 'postageApp:suppression:bounce+new@example.org:hard_bounce',
				recipient: 'bounce+new@example.org',
				status: 'rejected',
			},
		]);
		expect(await poll()).toBeNull();
		expect(calls().map(lastOf)).toEqual(['get_suppression_list', 'get_suppression_list']);
	});

	const suppressed = (count: number, status: string) =>
		Array.from({ length: count }, (_, index): [string, IDataObject] => [
			`${status}-${index}@example.org`,
			{ status, suppression_state: 'hard_bounce' },
		]);
	const account = {
		body: {
			response: { status: 'ok' },
			data: { project: { url: 'https://acct.postageapp.com/projects/5' } },
		},
	};
	const answer = (...rows: Array<[string, IDataObject]>) => ({
		body: { response: { status: 'ok' }, data: Object.fromEntries(rows) },
	});

	it('is reported beside thousands of others', async () => {
		const { poll } = trigger('newSuppression', {}, replay.url);
		const before = suppressed(8_000, 'rejected');
		const fresh: [string, IDataObject] = ['new@example.org', { status: 'rejected' }];
		replay.answer(
			account,
			answer(...before),
			answer(...before.reverse()),
			answer(fresh, ...before),
		);
		expect(await poll()).toBeNull();
		expect(await poll()).toBeNull();
		expect(await poll()).toMatchObject([{ recipient: 'new@example.org' }]);
	});

	it('is reported if it has one of the statuses that are chosen', async () => {
		const parameters = { options: { suppressionStatuses: ['rejected'] } };
		const { poll, staticData } = trigger('newSuppression', parameters, replay.url);
		const others = suppressed(30_000, 'warning');
		const fresh = suppressed(1, 'rejected');
		replay.answer(answer(...others), answer(...others, ...fresh));
		expect(await poll()).toBeNull();
		expect(await poll()).toMatchObject([{ recipient: 'rejected-0@example.org' }]);
		expect(JSON.stringify(staticData).length).toBeLessThan(1_000);
	});
});
