import type { INodeParameters } from 'n8n-workflow';
import { chain, start } from '../../../tools/engine/chain';
import { postageApp, postageAppAccount } from '../../../tools/providers/postageApp/node';
import { setStage } from '../../../tools/engine/stage';
import { Caller } from '../../../tools/providers/postageApp/caller';

const stage = setStage();
const caller = () => new Caller(stage.sandbox);

const run = (operation: [string, string], parameters: INodeParameters = {}) =>
	stage.engine.run(chain(start, postageApp(operation, parameters)), {
		credentials: { postageAppApi: postageAppAccount(stage.sandbox.postageApp) },
	});
const jsonOf = async (operation: [string, string], parameters: INodeParameters = {}) => {
	const { status, error, items } = await run(operation, parameters);
	expect(error?.message).toBeUndefined();
	expect(status).toBe('success');
	expect(items('PostageApp').every(({ pairedItem }) => pairedItem !== undefined)).toBe(true);
	return items('PostageApp').map(({ json }) => json);
};
const lastRequest = () => stage.sandbox.journal.requests('postageApp').at(-1);

/** Sets switches of the sandbox while `look` runs. */
async function with_<T>(switches: object, look: () => Promise<T>): Promise<T> {
	const before = { ...stage.sandbox.postageApp.switches };
	Object.assign(stage.sandbox.postageApp.switches, switches);
	try {
		return await look();
	} finally {
		Object.assign(stage.sandbox.postageApp.switches, before);
	}
}

const delivered = { state: 'delivered', final: true, event: null, at: null };

/** A time in UTC, as the common vocabulary has it. */
const isoTime = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000Z$/) as string;

describe('of a message', () => {
	beforeAll(async () => {
		await caller().send(
			'follow',
			'ada@example.org',
			'click@example.org',
			'bounce@example.org',
			'slow@example.org',
		);
		stage.sandbox.clock.advance({ minutes: 30 });
	});

	it('the receipt tells its id', async () => {
		const [receipt] = await jsonOf(['message', 'getReceipt'], { messageUid: 'follow' });
		expect(receipt).toEqual({
			uid: 'follow',
			id: expect.stringMatching(/^\d{10}$/) as string,
			url: expect.any(String) as string,
		});
		expect(lastRequest()).toMatchObject({
			method: 'POST',
			path: '/v.1.1/get_message_receipt',
			body: { api_key: stage.sandbox.postageApp.projectKey, uid: 'follow' },
		});
	});

	it('the recipients tell the deliverability of each', async () => {
		const rows = await jsonOf(['message', 'getRecipients'], { messageUid: 'follow' });
		expect(lastRequest()).toMatchObject({
			path: '/v.1.1/get_recipients_list',
			body: { uid: 'follow' },
		});
		expect(rows.map(({ recipient, status }) => [recipient, status])).toEqual([
			['ada@example.org', 'good'],
			['click@example.org', 'good'],
			['bounce@example.org', 'rejected'],
			['slow@example.org', 'good'],
		]);
		expect(rows[1]).toEqual({
			uid: 'follow',
			recipient: 'click@example.org',
			status: 'good',
			score: 100,
			opened_count: 1,
			clicked_count: 1,
			soft_bounce_count: 0,
			hard_bounce_count: 0,
			opt_out_count: 0,
			spam_report_count: 0,
			message: null,
		});
	});

	it.each(['result_message', 'error_message'])(
		'the transmissions tell what became of it for each recipient (%s)',
		async (resultMessage) => {
			const rows = await with_({ resultMessage }, () =>
				jsonOf(['message', 'getTransmissions'], { messageUid: 'follow' }),
			);
			expect(rows.map(({ recipient, status }) => [recipient, status])).toEqual([
				['ada@example.org', 'completed'],
				['click@example.org', 'completed'],
				['bounce@example.org', 'failed'],
				['slow@example.org', 'retry'],
			]);
			expect(rows.map(({ result_message: message }) => message)).toEqual([
				'2.0.0 OK',
				'2.0.0 OK',
				'No Such User Here',
				'4.2.0 Try again later',
			]);
			expect(rows.every((row) => !('error_message' in row))).toBe(true);
			expect(rows.map(({ delivery }) => delivery)).toEqual([
				{ id: 'follow', ...delivered },
				{ id: 'follow', state: 'opened', final: true, event: null, at: isoTime },
				{ id: 'follow', state: 'failed', final: true, event: null, at: isoTime },
				{ id: 'follow', state: 'delayed', final: false, event: null, at: null },
			]);
			expect(rows[0]).toMatchObject({ uid: 'follow', message_id: expect.any(String) as string });
		},
	);

	it('the status tells how many recipients have which', async () => {
		const [status] = await jsonOf(['message', 'getStatus'], { messageUid: 'follow' });
		expect(status).toEqual({
			uid: 'follow',
			status: 'queued',
			counts: { completed: 2, failed: 1, retry: 1 },
			recipients: [],
			delivery: { id: 'follow', state: 'queued', final: false, event: null, at: null },
		});
	});

	it('the status per recipient is one shape, whichever PostageApp answers', async () => {
		const look = () =>
			jsonOf(['message', 'getStatus'], { messageUid: 'follow', details: 'recipients' });
		const [summary] = await with_({ deliveryStatus: 'summary' }, look);
		const [list] = await with_({ deliveryStatus: 'recipients' }, look);
		expect(summary).toMatchObject({ status: 'queued', counts: {}, recipients: [] });
		expect(list).toMatchObject({
			status: 'queued',
			counts: { completed: 2, failed: 1, retry: 1 },
		});
		expect(list.recipients).toHaveLength(4);
		expect((list.recipients as object[])[0]).toMatchObject({
			recipient: 'ada@example.org',
			status: 'completed',
			delivery: delivered,
		});
	});

	it.each<[string, INodeParameters]>([
		['getReceipt', { messageUid: 'none' }],
		['getTransmissions', { messageUid: 'none' }],
		['getStatus', { messageUid: 'none' }],
	])('%s says that there is none with a UID', async (operation, parameters) => {
		const { error } = await run(['message', operation], parameters);
		expect(error?.message).toMatch(/^PostageApp answered: .*not.found.* \[item 0\]$/);
		expect(error?.description).toContain('Check the UID');
		expect(error?.httpCode).toBe('404');
	});

	it('nothing is asked without a UID', async () => {
		const { error } = await run(['message', 'getReceipt'], { messageUid: '={{ "" }}' });
		expect(error?.message).toBe("The parameter 'UID' is empty [item 0]");
		expect(stage.sandbox.journal.requests()).toEqual([]);
	});
});

describe('a list of messages', () => {
	const day = () => stage.sandbox.clock.now().toISOString().slice(0, 10);

	beforeAll(async () => {
		// Advances to the early morning, so that everything is on the same day at any time of day.
		const { clock } = stage.sandbox;
		clock.advance({ days: 60, hours: 24 - clock.now().getUTCHours() });
		await caller().send('list-0', ...Array.from({ length: 300 }, (_, i) => `a+${i}@example.org`));
		for (let index = 1; index < 260; index++) await caller().send(`list-${index}`, 'a@example.org');
		stage.sandbox.clock.advance({ minutes: 5 });
	});

	it('has as many as the limit says, in one call', async () => {
		const rows = await jsonOf(['message', 'getMany'], { limit: 3 });
		expect(rows.map(({ uid }) => uid)).toEqual(['list-259', 'list-258', 'list-257']);
		expect(rows[0]).toMatchObject({
			project_id: 5,
			transmissions_total: 1,
			transmissions_completed: 1,
			delivery: delivered,
		});
		expect(lastRequest()?.body).toMatchObject({ arguments: { page: 1, per_page: 3 } });
		expect(stage.sandbox.journal.requests()).toHaveLength(1);
	});

	it('has all, page by page', async () => {
		const rows = await jsonOf(['message', 'getMany'], { returnAll: true });
		expect(new Set(rows.map(({ uid }) => uid)).size).toBe(260);
		// 250, 10, and the empty page that ends the list.
		expect(stage.sandbox.journal.requests()).toHaveLength(3);
	});

	it('is empty when PostageApp keeps none, and answers without data', async () => {
		expect(await with_({ retentionDays: 0.0001 }, () => jsonOf(['message', 'getMany']))).toEqual(
			[],
		);
	});

	it('as history has one item for each message, in a range of days', async () => {
		const parameters = {
			historyDetails: 'summary',
			fromDay: day(),
			toDay: `${day()}T10:00:00.000Z`,
			limit: 2,
		};
		const rows = await jsonOf(['message', 'getHistory'], parameters);
		expect(lastRequest()).toMatchObject({
			path: '/v.1.1/messages_history',
			body: { arguments: { from: day(), to: day(), page: 1, per_page: 2 } },
		});
		expect(rows[0]).toMatchObject({
			uid: 'list-259',
			subject: 'Your receipt',
			count: 1,
			completed_count: 1,
			delivery: delivered,
		});
	});

	it('as detailed history has one item for each recipient', async () => {
		const rows = await jsonOf(['message', 'getHistory'], {
			historyDetails: 'detailed',
			returnAll: true,
			fromDay: day(),
		});
		expect(rows).toHaveLength(559);
		expect(rows[0]).toMatchObject({
			uid: 'list-259',
			recipient: 'a@example.org',
			status: 'completed',
			delivery: delivered,
		});
		expect(lastRequest()).toMatchObject({ path: '/v.1.1/messages_history_detailed' });
	});

	it('is not asked for with a day that is none', async () => {
		const { error } = await run(['message', 'getHistory'], { fromDay: 'last week' });
		expect(error?.message).toBe("The parameter 'From' is not a date: last week [item 0]");
	});

	it('is not asked for with days in the wrong order', async () => {
		const days = { fromDay: '2026-03-06', toDay: '2026-03-05' };
		const { error } = await run(['message', 'getHistory'], days);
		expect(error?.message).toBe(
			"The parameter 'From' is after 'To': 2026-03-06, 2026-03-05 [item 0]",
		);
		expect(stage.sandbox.journal.requests()).toEqual([]);
	});
});

describe('the suppression list', () => {
	it.each(['keyed', 'recipients'])('has one item for each address (%s)', async (shape) => {
		await caller().send(`suppress-${shape}`, 'bounce@example.org');
		stage.sandbox.clock.advance({ minutes: 5 });
		const rows = await with_({ suppressionList: shape }, () =>
			jsonOf(['suppression', 'getMany'], { returnAll: true }),
		);
		expect(rows).toEqual([
			{
				recipient: 'bounce@example.org',
				status: 'rejected',
				suppression_state: 'hard_bounce',
				blocked_until: expect.any(String) as string,
				message: 'No Such User Here',
			},
		]);
	});
});
