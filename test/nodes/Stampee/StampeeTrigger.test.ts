import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { createHash } from 'node:crypto';
import { Reseller } from '../../../tools/providers/stampee/caller';
import { json } from '../../../tools/providers/client';
import { chain } from '../../../tools/engine/chain';
import type { PollOptions } from '../../../tools/engine/engine';
import { openLog } from '../../support/log';
import { setReplay } from '../../support/replay';
import { setStage } from '../../../tools/engine/stage';
import { asked, stampeeAccount } from '../../../tools/providers/stampee/node';

const log = openLog();
const stage = setStage({ extraNodes: log.extraNodes });
const replay = setReplay();

let reseller: Reseller;
beforeAll(async () => {
	reseller = new Reseller(stage.sandbox);
	await log.read(stage.engine);
});
beforeEach(() => {
	log.warnings.length = 0;
});

type TriggerOptions = Partial<PollOptions> & { credential?: string; baseUrl?: string };

/** A Stampee Trigger over its lifetime: its parameters, and its static data in n8n. */
class Trigger {
	readonly staticData: IDataObject = {};

	constructor(private readonly parameters: INodeParameters) {}

	async poll({ credential = '1', baseUrl, ...options }: TriggerOptions = {}) {
		const account = stampeeAccount(stage.sandbox.stampee);
		const { items, error } = await stage.engine.poll(
			chain({
				name: 'Stampee Trigger',
				type: 'n8n-nodes-certified-mail.stampeeTrigger',
				typeVersion: 1,
				parameters: this.parameters,
				credentials: { stampeeApi: { id: credential, name: 'Stampee account' } },
			}),
			{
				credentials: { stampeeApi: { ...account, ...(baseUrl && { baseUrl }) } },
				staticData: this.staticData,
				...options,
			},
		);
		return { items, error, events: items?.map(({ json: { eventId } }) => eventId) ?? null };
	}

	get memory() {
		return structuredClone(this.staticData);
	}
}

const customerTrigger = () => new Trigger({ event: 'customerStateChanged' });
const statusTrigger = (ids: string[]) =>
	new Trigger({ event: 'messageStatusChanged', messageIds: ids.join(', ') });
const evidenceTrigger = (ids: string[], others: INodeParameters = {}) =>
	new Trigger({ event: 'newEvidence', messageIds: ids.join('\n'), ...others });

/** Sends letters to people who open them after some minutes, all in one request. */
async function sendLetters(count: number): Promise<string[]> {
	const answer = await reseller.call('/messages/bulk_send', {
		body: {
			type: 'LS',
			body: '<p>Bonjour</p>',
			recipients: Array.from({ length: count }, (_, index) => ({
				email: `open+${index}@example.org`,
				firstname: 'Claire',
				lastname: 'Martin',
			})),
		},
	});
	stage.sandbox.journal.clear();
	return json<{ messages: Array<{ id: string }> }>(answer).messages.map(({ id }) => id);
}

const paths = () => asked(stage.sandbox).map(({ path }) => path);

describe('Customer State Changed', () => {
	it('is told when a customer answers, with the customer and the state before', async () => {
		const trigger = customerTrigger();
		const { id } = await reseller.addCustomer('contact@example.org');
		await trigger.poll();
		stage.sandbox.stampee.customers.answer(id, 'ACCEPTED');
		stage.sandbox.journal.clear();

		const { items } = await trigger.poll();

		expect(items).toStrictEqual([
			{
				json: {
					eventId: `stampee:customer:${id}:ACCEPTED`,
					id,
					name: 'Atelier',
					email: 'contact@example.org',
					isPaying: true,
					willSendLre: false,
					state: 'ACCEPTED',
					createdAt: expect.any(String) as string,
					previousState: 'PENDING',
				},
			},
		]);
		expect(asked(stage.sandbox)).toMatchObject([
			{
				method: 'GET',
				path: '/customers',
				query: {},
				headers: { 'x-api-token': stage.sandbox.stampee.token },
			},
		]);
		expect((await trigger.poll()).events).toBeNull();
	});

	it('is not told by the first poll, which only learns how things stand', async () => {
		const { id } = await reseller.addCustomer('contact@example.org');
		stage.sandbox.stampee.customers.answer(id, 'ACCEPTED');

		expect(await customerTrigger().poll()).toMatchObject({ events: null, error: undefined });
	});

	it('is told of a new customer only who has already answered', async () => {
		const trigger = customerTrigger();
		await trigger.poll();
		const pending = await reseller.addCustomer('contact@example.org');
		const accepted = await reseller.addCustomer('contact@example.org');
		stage.sandbox.stampee.customers.answer(accepted.id, 'ACCEPTED');

		expect((await trigger.poll()).events).toEqual([`stampee:customer:${accepted.id}:ACCEPTED`]);
		stage.sandbox.stampee.customers.answer(pending.id, 'REFUSED');
		expect((await trigger.poll()).events).toEqual([`stampee:customer:${pending.id}:REFUSED`]);
	});

	it('is told of the end of a delegation', async () => {
		const trigger = customerTrigger();
		const { id } = await reseller.addCustomer('contact@example.org');
		stage.sandbox.stampee.customers.answer(id, 'ACCEPTED');
		await trigger.poll();
		stage.sandbox.stampee.customers.answer(id, 'REVOKED');

		expect((await trigger.poll()).items).toMatchObject([
			{ json: { state: 'REVOKED', previousState: 'ACCEPTED' } },
		]);
	});

	it('is not told of customers who vanish from the list, nor again when they are back', async () => {
		const trigger = customerTrigger();
		const customer = (id: string, state: string) => ({
			id,
			name: id,
			email: 'a@example.org',
			state,
		});
		const whole = { customers: [customer('1', 'ACCEPTED'), customer('2', 'ACCEPTED')] };
		replay.answer(
			{ body: whole },
			{ body: [customer('2', 'ACCEPTED')] },
			{ body: { customers: [] } },
			{ body: whole },
		);

		for (let poll = 0; poll < 4; poll++) {
			expect((await trigger.poll({ baseUrl: replay.url })).events).toBeNull();
		}
	});

	it('is told again, under another ID, of a customer who accepts for the second time', async () => {
		const trigger = customerTrigger();
		const { id } = await reseller.addCustomer('contact@example.org');
		await trigger.poll();
		const events: unknown[] = [];
		for (const state of ['ACCEPTED', 'REVOKED', 'ACCEPTED'] as const) {
			stage.sandbox.stampee.customers.answer(id, state);
			events.push(...((await trigger.poll()).events ?? []));
		}

		expect(events).toEqual([
			`stampee:customer:${id}:ACCEPTED`,
			`stampee:customer:${id}:REVOKED`,
			`stampee:customer:${id}:ACCEPTED:2`,
		]);
	});

	it('is told of those in one state alone, if that is chosen', async () => {
		const trigger = new Trigger({ event: 'customerStateChanged', options: { state: 'ACCEPTED' } });
		const early = await reseller.addCustomer('contact@example.org');
		stage.sandbox.stampee.customers.answer(early.id, 'ACCEPTED');
		await trigger.poll();
		const late = await reseller.addCustomer('contact@example.org');
		expect((await trigger.poll()).events).toBeNull();
		stage.sandbox.stampee.customers.answer(late.id, 'ACCEPTED');
		stage.sandbox.stampee.customers.answer(early.id, 'REVOKED');
		stage.sandbox.journal.clear();

		expect((await trigger.poll()).events).toEqual([`stampee:customer:${late.id}:ACCEPTED`]);
		expect(asked(stage.sandbox)).toMatchObject([{ query: { state: 'ACCEPTED' } }]);
	});

	it.each([6_000, 25_000])('makes nothing of %d customers in another order', async (count) => {
		const trigger = customerTrigger();
		const customers = Array.from({ length: count }, (_, index) => ({
			id: `7d3f2c1a-90ab-4c7e-8f11-${String(index).padStart(12, '0')}`,
			state: 'ACCEPTED',
			createdAt: new Date(Date.UTC(2026, 0, 1) + index * 1000).toISOString(),
		}));
		const newest = { id: 'new', state: 'ACCEPTED', createdAt: '2026-11-01T00:00:00Z' };
		const lists = [customers, [...customers].reverse(), customers, [...customers].reverse()];
		replay.answer(...lists.map((body) => ({ body })), { body: [...customers, newest] });
		const errors: unknown[] = [];
		const events: unknown[] = [];
		for (let poll = 0; poll < 6; poll++) {
			const { error, ...told } = await trigger.poll({ baseUrl: replay.url });
			if (error) errors.push(error.message);
			events.push(...(told.events ?? []));
		}

		expect(events).toEqual(['stampee:customer:new:ACCEPTED']);
		expect(errors).toEqual(
			count === 6_000 ? [] : [expect.stringMatching(/^There is no room to watch \d+ of 25000/)],
		);
	});

	it('leaves the memory as it was when the poll fails, and loses nothing', async () => {
		const trigger = customerTrigger();
		const { id } = await reseller.addCustomer('contact@example.org');
		await trigger.poll();
		const before = trigger.memory;
		stage.sandbox.stampee.customers.answer(id, 'ACCEPTED');
		stage.sandbox.faults.add({ provider: 'stampee', fault: { kind: 'status', status: 500 } });

		const { error, events } = await trigger.poll();

		expect(events).toBeNull();
		expect(error).toMatchObject({
			message: 'Stampee answered: Internal Server Error',
			httpCode: '500',
		});
		expect(trigger.memory).toEqual(before);
		expect((await trigger.poll()).events).toEqual([`stampee:customer:${id}:ACCEPTED`]);
	});

	it('gives up in the time of a poll when Stampee wants more time than that', async () => {
		const trigger = customerTrigger();
		await trigger.poll({ credential: '2' });
		const before = trigger.memory;
		stage.sandbox.faults.add({
			provider: 'stampee',
			fault: { kind: 'status', status: 429, headers: { 'retry-after': '60' } },
		});

		const started = Date.now();
		const { events, error } = await trigger.poll({ credential: '2', budgetMs: 500 });

		expect(Date.now() - started).toBeLessThan(5_000);
		expect([events, error]).toEqual([null, undefined]);
		expect(trigger.memory).toEqual(before);
		expect(log.warnings).toEqual([
			'Stampee Trigger: the time of this poll was up before its turn came.',
		]);
	});
});

describe('Message Status Changed', () => {
	it('is told once, with the message, the status before and the delivery', async () => {
		const [id] = await sendLetters(1);
		const trigger = statusTrigger([id]);
		expect((await trigger.poll()).events).toBeNull();
		stage.sandbox.clock.advance({ minutes: 10 });

		const { items } = await trigger.poll();

		expect(items).toMatchObject([
			{
				json: {
					eventId: `stampee:message:${id}:RECEIVED`,
					id,
					status: 'RECEIVED',
					previousStatus: 'SENT',
					evidences: [{ eventType: 'SENT' }, { eventType: 'RECEIVED' }],
					delivery: { state: 'opened', final: true, event: 'ContentAccessTracking', at: null },
				},
			},
		]);
		expect((await trigger.poll()).events).toBeNull();
	});

	it('starts only for the statuses that are chosen, and forgets no other', async () => {
		const [id] = await sendLetters(1);
		const refused = await reseller.send('bounce@example.org');
		const trigger = new Trigger({
			event: 'messageStatusChanged',
			messageIds: [id, refused],
			statuses: ['UNDELIVERED'],
		});
		await trigger.poll();
		stage.sandbox.clock.advance({ days: 1 });

		expect((await trigger.poll()).events).toEqual([`stampee:message:${refused}:UNDELIVERED`]);
		stage.sandbox.journal.clear();
		expect((await trigger.poll()).events).toBeNull();
		expect(paths()).toEqual([]);
	});

	it('does not ask again for messages that can not change any more', async () => {
		const ids = await sendLetters(2);
		const late = await reseller.send('slow@example.org');
		const trigger = statusTrigger([...ids, late]);
		await trigger.poll();
		stage.sandbox.clock.advance({ minutes: 10 });
		await trigger.poll();
		stage.sandbox.journal.clear();

		await trigger.poll();

		expect(paths()).toEqual([`/messages/${late}`]);
		stage.sandbox.clock.advance({ days: 2 });
		expect((await trigger.poll()).events).toEqual([`stampee:message:${late}:RECEIVED`]);
	});

	it('is told of a status that nobody documented, and goes on watching', async () => {
		const trigger = statusTrigger(['1']);
		const at = { baseUrl: replay.url };
		const message = (status: string) => ({ body: { id: '1', status, evidences: [] } });
		replay.answer(message('SENT'), message('SEALED'), message('ACCEPTED'));
		await trigger.poll(at);

		expect((await trigger.poll(at)).items).toMatchObject([
			{ json: { status: 'SEALED', delivery: { state: 'unknown', final: false } } },
		]);
		expect((await trigger.poll(at)).items).toMatchObject([
			{ json: { status: 'ACCEPTED', previousStatus: 'SEALED', delivery: { final: true } } },
		]);
	});

	it('is told of the others when one is unknown or no ID at all, with a warning', async () => {
		const [id] = await sendLetters(1);
		const trigger = statusTrigger(['000000000000', '../customers', '..', id]);
		await trigger.poll();
		stage.sandbox.clock.advance({ minutes: 10 });
		stage.sandbox.journal.clear();
		log.warnings.length = 0;

		const { events, error } = await trigger.poll();

		expect(error).toBeUndefined();
		expect(events).toEqual([`stampee:message:${id}:RECEIVED`]);
		expect(paths().sort()).toEqual(['/messages/000000000000', `/messages/${id}`].sort());
		expect(log.warnings.sort()).toEqual([
			"Stampee Trigger: '..' is not a message ID",
			"Stampee Trigger: '../customers' is not a message ID",
			'Stampee Trigger: Stampee has no message 000000000000',
		]);
	});

	it('takes next time, oldest first, what there was no time for', async () => {
		const ids = await sendLetters(25);
		const trigger = statusTrigger(ids);
		await trigger.poll();
		stage.sandbox.clock.advance({ minutes: 10 });
		// The time is up when the first answers arrive.
		stage.sandbox.latency(400);

		const polls: Array<{ events: unknown[] | null; paths: string[] }> = [];
		for (let poll = 0; poll < 3; poll++) {
			stage.sandbox.journal.clear();
			const { events } = await trigger.poll({ budgetMs: 400 });
			polls.push({ events, paths: paths() });
		}

		const batches = [ids.slice(0, 10), ids.slice(10, 20), ids.slice(20)];
		expect(polls.map(({ events }) => events)).toEqual(
			batches.map((batch) => batch.map((id) => `stampee:message:${id}:RECEIVED`)),
		);
		expect(polls.map((each) => [...each.paths].sort())).toEqual(
			batches.map((batch) => batch.map((id) => `/messages/${id}`).sort()),
		);
	});

	it('asks for no more than ten messages at once', async () => {
		const ids = await sendLetters(40);
		stage.sandbox.latency(20);

		await statusTrigger(ids).poll();

		expect(stage.sandbox.journal.mostInFlight('stampee')).toBe(10);
	});

	it('asks once when a poll begins while another runs', async () => {
		const [id] = await sendLetters(1);
		const trigger = statusTrigger([id]);
		stage.sandbox.latency(200);

		const results = await Promise.all([trigger.poll(), trigger.poll()]);

		expect(results).toMatchObject([
			{ events: null, error: undefined },
			{ events: null, error: undefined },
		]);
		expect(paths()).toEqual([`/messages/${id}`]);
	});

	it('of 1,000 messages is told exactly once for each, though a request fails midway', async () => {
		const ids = await sendLetters(1_000);
		const trigger = statusTrigger(ids);
		expect((await trigger.poll()).events).toBeNull();
		stage.sandbox.clock.advance({ minutes: 10 });
		stage.sandbox.faults.add({
			provider: 'stampee',
			skip: 500,
			fault: { kind: 'status', status: 500 },
		});

		const some = await trigger.poll();
		const rest = await trigger.poll();
		const after = await trigger.poll();

		expect([some.error, rest.error]).toEqual([undefined, undefined]);
		expect(some.events?.length).toBeGreaterThan(450);
		expect(some.events?.length).toBeLessThan(510);
		const told = [some.events, rest.events].flat();
		expect(told).toHaveLength(1_000);
		expect(new Set(told)).toEqual(new Set(ids.map((id) => `stampee:message:${id}:RECEIVED`)));
		expect(after.events).toBeNull();
	});

	it('is told of an ID that is added later, if it has changed by then', async () => {
		const [first, ...others] = await sendLetters(3);
		const trigger = statusTrigger([first]);
		await trigger.poll();
		stage.sandbox.clock.advance({ minutes: 10 });
		const [latest] = await sendLetters(1);
		const more = statusTrigger([first, ...others, latest]);
		Object.assign(more.staticData, trigger.memory);

		const told = [first, ...others].map((id) => `stampee:message:${id}:RECEIVED`);
		expect((await more.poll()).events).toEqual(told);
		expect((await more.poll()).events).toBeNull();
	});

	it('needs at least one ID', async () => {
		const { error } = await new Trigger({
			event: 'messageStatusChanged',
			messageIds: '= , ',
		}).poll();

		expect(error?.message).toBe("The parameter 'Message IDs' is empty");
		expect(asked(stage.sandbox)).toEqual([]);
	});

	it('is not invented when the same trigger watches evidence afterwards', async () => {
		const [id] = await sendLetters(1);
		stage.sandbox.clock.advance({ minutes: 10 });
		const statuses = statusTrigger([id]);
		await statuses.poll();
		const evidence = evidenceTrigger([id]);
		Object.assign(evidence.staticData, statuses.memory);

		expect((await evidence.poll()).events).toBeNull();
		const customers = customerTrigger();
		Object.assign(customers.staticData, statuses.memory);
		expect((await customers.poll()).events).toBeNull();
	});
});

describe('New Evidence', () => {
	it('starts only for the types that are chosen', async () => {
		const [id] = await sendLetters(1);
		const trigger = evidenceTrigger([id], { evidenceTypes: ['RECEIVED'] });
		stage.sandbox.clock.advance({ seconds: 1 });
		await trigger.poll();
		stage.sandbox.clock.advance({ minutes: 10 });

		expect((await trigger.poll()).events).toEqual([`stampee:evidence:${id}:RECEIVED`]);
	});

	it('is told once for each document, with the document and its SHA-256', async () => {
		const [id] = await sendLetters(1);
		const trigger = evidenceTrigger([id]);
		await trigger.poll();
		stage.sandbox.clock.advance({ minutes: 10 });

		const { items } = await trigger.poll();

		expect(items).toHaveLength(1);
		const [{ json: event, binary }] = items!;
		const content = await stage.engine.readBinary(binary!.data);
		expect(content.subarray(0, 5).toString()).toBe('%PDF-');
		expect(event).toMatchObject({
			eventId: `stampee:evidence:${id}:RECEIVED`,
			id,
			eventType: 'RECEIVED',
			url: expect.stringContaining(`${id}-RECEIVED.pdf?`) as string,
			fileName: `stampee-${id}-RECEIVED.pdf`,
			sha256: createHash('sha256').update(content).digest('hex'),
			delivery: { state: 'opened', final: true },
		});
		for (const { headers } of stage.sandbox.journal.requests('stampee-files')) {
			expect(headers).not.toHaveProperty('x-api-token');
		}
		expect((await trigger.poll()).events).toBeNull();
	});

	it('is awaited where a document comes later than its status', async () => {
		const trigger = evidenceTrigger(['1'], { downloadEvidence: false });
		const at = { baseUrl: replay.url };
		const message = (...types: string[]) => ({
			body: { id: '1', status: 'RECEIVED', evidences: types.map((eventType) => ({ eventType })) },
		});
		replay.answer(message('SENT'), message('SENT', 'RECEIVED'));
		await trigger.poll(at);

		expect((await trigger.poll(at)).events).toEqual(['stampee:evidence:1:RECEIVED']);
		await trigger.poll(at);
		expect(replay.requests).toHaveLength(2);
	});

	it('puts the document into the field that the user names', async () => {
		const [id] = await sendLetters(1);
		const trigger = evidenceTrigger([id], { options: { binaryPropertyName: 'proof' } });
		await trigger.poll();
		stage.sandbox.clock.advance({ minutes: 10 });

		expect(Object.keys((await trigger.poll()).items?.[0].binary ?? {})).toEqual(['proof']);
	});

	it('can be links only', async () => {
		const [id] = await sendLetters(1);
		const trigger = evidenceTrigger([id], { downloadEvidence: false });
		await trigger.poll();
		stage.sandbox.clock.advance({ minutes: 10 });

		const { items } = await trigger.poll();

		expect(items).toMatchObject([{ json: { eventType: 'RECEIVED' } }]);
		expect(items?.[0]).not.toHaveProperty('binary');
		expect(stage.sandbox.journal.requests('stampee-files')).toEqual([]);
	});

	it('is told of the others when one document is broken, which is tried again', async () => {
		const ids = await sendLetters(2);
		const trigger = evidenceTrigger(ids);
		await trigger.poll();
		stage.sandbox.clock.advance({ minutes: 10 });
		stage.sandbox.faults.add({ provider: 'stampee-files', fault: { kind: 'notJson' } });

		const first = await trigger.poll();
		const second = await trigger.poll();
		const third = await trigger.poll();

		expect([first, second, third].map(({ events }) => events)).toEqual([
			[`stampee:evidence:${ids[1]}:RECEIVED`],
			[`stampee:evidence:${ids[0]}:RECEIVED`],
			null,
		]);
		expect(log.warnings).toEqual([
			`Stampee Trigger: The evidence RECEIVED of message ${ids[0]} is not a PDF. The next poll tries again.`,
		]);
	});

	it('counts the downloads for the time that a poll has', async () => {
		const ids = await sendLetters(20);
		const trigger = evidenceTrigger(ids);
		await trigger.poll();
		stage.sandbox.clock.advance({ minutes: 10 });
		stage.sandbox.latency(30);

		const { events } = await trigger.poll({ budgetMs: 250 });

		expect(events).toEqual(ids.slice(0, 10).map((id) => `stampee:evidence:${id}:RECEIVED`));
		stage.sandbox.latency(0);
		expect((await trigger.poll()).events).toHaveLength(10);
	});
});

describe('Fetch Test Event', () => {
	const manual = { mode: 'manual' as const };

	it('shows the customer who came last, and touches no memory', async () => {
		await reseller.addCustomer('contact@example.org');
		stage.sandbox.clock.advance({ seconds: 1 });
		const { id } = await reseller.addCustomer('contact@example.org');
		const trigger = customerTrigger();

		const { items } = await trigger.poll(manual);

		expect(items).toMatchObject([{ json: { id, state: 'PENDING' } }]);
		expect(trigger.memory).toEqual({});
	});

	it.each([
		['status', statusTrigger, 'stampee:message'],
		['evidence', evidenceTrigger, 'stampee:evidence'],
	])('shows the %s of the message named last, and touches no memory', async (_, make, name) => {
		const ids = await sendLetters(2);
		stage.sandbox.clock.advance({ minutes: 10 });
		const trigger = make(ids);

		const { events } = await trigger.poll(manual);

		expect(events).toEqual([`${name}:${ids[1]}:RECEIVED`]);
		expect(trigger.memory).toEqual({});
	});

	it('shows what is wrong with the credential', async () => {
		stage.sandbox.faults.add({
			provider: 'stampee',
			fault: {
				kind: 'status',
				status: 401,
				body: { message: 'Unauthorized access', code: 'unauthorized' },
			},
		});

		const { error } = await customerTrigger().poll(manual);

		expect(error).toMatchObject({
			message: 'Stampee answered: Unauthorized access',
			description: expect.stringContaining('Check the API token') as string,
		});
	});
});

it('An answer about another message starts nothing, and its own answer does afterwards', async () => {
	const message = (id: string, status: string) => ({
		body: { id, status, evidences: [], eventId: 'ev-7', delivery: 'x' },
	});
	const trigger = statusTrigger(['480915273604']);
	const at = { baseUrl: replay.url };
	replay.answer(
		message('480915273604', 'SENT'),
		message('999999999999', 'RECEIVED'),
		message('480915273604', 'RECEIVED'),
	);
	await trigger.poll(at);
	const foreign = await trigger.poll(at);
	const { items } = await trigger.poll(at);

	expect(foreign.events).toBeNull();
	expect(items?.map(({ json: told }) => told)).toMatchObject([
		{
			eventId: 'stampee:message:480915273604:RECEIVED',
			delivery: { id: '480915273604', state: 'opened' },
			providerEventId: 'ev-7',
			providerDelivery: 'x',
		},
	]);
});
