import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { IncomingMail } from '../../../sandbox/pecMassiva';
import { Correspondent } from '../../../tools/providers/pecMassiva/caller';
import { openLog } from '../../support/log';
import { pecMassivaAccount, pecMassivaTrigger } from '../../../tools/providers/pecMassiva/node';
import { setStage } from '../../../tools/engine/stage';

const log = openLog();
const stage = setStage({ extraNodes: log.extraNodes });
beforeAll(() => log.read(stage.engine));
let correspondent: Correspondent;
beforeEach(() => {
	const { pecMassiva } = stage.sandbox;
	correspondent = new Correspondent(stage.sandbox);
	pecMassiva.mailbox.delete('');
	Object.assign(pecMassiva.switches, {
		secondsBetweenSends: 0,
		firstPage: 1,
		inboxOrder: 'newestFirst',
		ids: 'shifting',
	});
});

const mail = (subject: string, kind: IncomingMail['kind'] = 'certified'): IncomingMail => ({
	from: 'jane@example.org',
	subject,
	text: 'Salve',
	kind,
});

const receive = (...subjects: string[]) => {
	// Real mails rarely arrive in the same second.
	stage.sandbox.clock.advance({ seconds: 10 });
	stage.sandbox.pecMassiva.mailbox.receive(...subjects.map((subject) => mail(subject)));
};

const numbered = (count: number, name = 'Nr.') =>
	Array.from({ length: count }, (_, index) => `${name} ${index}`);

/** An active trigger, which keeps its state from poll to poll. */
class Active {
	private readonly staticData: IDataObject = {};
	private readonly workflow;

	constructor(private parameters: INodeParameters = { event: 'newMessage' }) {
		this.workflow = pecMassivaTrigger();
	}

	/** The user changes the node's parameters. */
	set(parameters: INodeParameters): void {
		this.parameters = parameters;
	}

	async poll({
		mode,
		budgetMs,
		account = {},
	}: { mode?: 'manual'; budgetMs?: number; account?: object } = {}) {
		return await stage.engine.poll(
			{ nodes: [{ ...this.workflow, parameters: this.parameters }] },
			{
				credentials: {
					pecMassivaApi: { ...pecMassivaAccount(stage.sandbox.pecMassiva), ...account },
				},
				staticData: this.staticData,
				mode,
				budgetMs,
			},
		);
	}

	async events(): Promise<IDataObject[]> {
		const { items, error } = await this.poll();
		if (error) throw error;
		return (items ?? []).map(({ json }) => json);
	}

	/** Subjects of the new messages, without prefix and code. */
	async subjects(): Promise<unknown[]> {
		return (await this.events()).map(
			({ classification }) => (classification as IDataObject).subject,
		);
	}
}

describe('PEC Massiva Trigger, new message', () => {
	it('emits nothing at first, then each new message once, oldest first', async () => {
		receive('Vecchia');
		const trigger = new Active();
		expect(await trigger.subjects()).toEqual([]);
		receive('Prima');
		receive('Seconda');
		expect(await trigger.subjects()).toEqual(['Prima', 'Seconda']);
		expect(await trigger.subjects()).toEqual([]);
	});

	it('begins with an empty inbox', async () => {
		const trigger = new Active();
		await trigger.poll();
		receive('Prima');
		expect(await trigger.subjects()).toEqual(['Prima']);
	});

	it('emits the message, what it is, and an eventId of its own', async () => {
		const trigger = new Active();
		await trigger.poll();
		receive('Prima', 'Prima');
		const events = await trigger.events();
		expect(events[0]).toMatchObject({
			eventId: expect.stringMatching(/^pecMassiva:inbox:\d{4}-.*#1:arrived$/) as string,
			object: 'POSTA CERTIFICATA: Prima',
			senderAddress: 'jane@example.org',
			classification: { category: 'certifiedMail', subject: 'Prima' },
		});
		expect(new Set(events.map(({ eventId }) => eventId)).size).toBe(2);
	});

	it('emits several of the same second, also when they are alike and come one by one', async () => {
		const trigger = new Active();
		receive('Altra');
		await trigger.poll();
		const { pecMassiva } = stage.sandbox;
		const now = Date.now();
		jest.spyOn(stage.sandbox.clock, 'now').mockReturnValue(new Date(now + 3_600_000));
		try {
			pecMassiva.mailbox.receive(mail('Gemella'), mail('Gemella'));
			expect(await trigger.subjects()).toEqual(['Gemella', 'Gemella']);
			pecMassiva.mailbox.receive(mail('Gemella'));
			expect(await trigger.subjects()).toEqual(['Gemella']);
			expect(await trigger.subjects()).toEqual([]);
		} finally {
			jest.restoreAllMocks();
		}
	});

	it.each(['shifting', 'stable'] as const)(
		'neither repeats nor loses anything when messages are deleted between polls, with %s IDs',
		async (ids) => {
			Object.assign(stage.sandbox.pecMassiva.switches, { ids });
			receive(...numbered(40, 'Vecchia'));
			const trigger = new Active();
			await trigger.poll();
			stage.sandbox.pecMassiva.mailbox.delete('Vecchia 1');
			receive('Nuova');
			expect(await trigger.subjects()).toEqual(['Nuova']);
			stage.sandbox.pecMassiva.mailbox.delete('Vecchia');
			expect(await trigger.subjects()).toEqual([]);
			receive('Altra');
			stage.sandbox.pecMassiva.mailbox.delete('Nuova');
			expect(await trigger.subjects()).toEqual(['Altra']);
		},
	);

	it.each(['newestFirst', 'oldestFirst'] as const)(
		'emits more than a page of new messages, with the inbox %s',
		async (inboxOrder) => {
			Object.assign(stage.sandbox.pecMassiva.switches, { inboxOrder });
			for (const subject of numbered(30, 'Vecchia')) receive(subject);
			const trigger = new Active();
			await trigger.poll();
			const news = numbered(130);
			for (const subject of news) receive(subject);
			expect(await trigger.subjects()).toEqual(news);
			expect(await trigger.subjects()).toEqual([]);
		},
	);

	it('reads one page while nothing changes, and now and then more all the same', async () => {
		for (const subject of numbered(60, 'Vecchia')) receive(subject);
		const trigger = new Active();
		await trigger.poll();
		const requests = async () => {
			stage.sandbox.journal.clear();
			await trigger.poll();
			return stage.sandbox.journal.requests('pecMassiva').length;
		};
		expect(await requests()).toBe(1);
		receive('Nuova');
		expect(await requests()).toBe(2);
		const counts: number[] = [];
		for (let polls = 0; polls < 61; polls++) counts.push(await requests());
		expect(counts).toEqual([...Array<number>(60).fill(1), 2]);
	});

	it.each(['shifting', 'stable'] as const)(
		'finds what came while as many were deleted, with %s IDs',
		async (ids) => {
			Object.assign(stage.sandbox.pecMassiva.switches, { ids });
			for (const subject of numbered(60, 'Vecchia')) receive(subject);
			const trigger = new Active();
			await trigger.poll();
			await trigger.poll();
			stage.sandbox.pecMassiva.mailbox.delete('Vecchia 7');
			receive('Nuova');
			expect(await trigger.subjects()).toEqual(['Nuova']);
			expect(await trigger.subjects()).toEqual([]);
		},
	);

	it.each([0, 1] as const)('finds all with pages that begin at %d', async (firstPage) => {
		Object.assign(stage.sandbox.pecMassiva.switches, { firstPage });
		const trigger = new Active();
		await trigger.poll();
		receive(...numbered(60));
		expect(await trigger.subjects()).toHaveLength(60);
	});

	it('does not take for news what comes into view when a full inbox is cleared', async () => {
		for (const subject of numbered(150, 'Vecchia')) receive(subject);
		const trigger = new Active();
		await trigger.poll();
		expect(stage.sandbox.journal.requests('pecMassiva')).toHaveLength(4);
		for (const subject of numbered(150, 'Vecchia').slice(20)) {
			stage.sandbox.pecMassiva.mailbox.delete(subject);
		}
		expect(await trigger.subjects()).toEqual([]);
		receive('Nuova');
		expect(await trigger.subjects()).toEqual(['Nuova']);
	});

	it.each([
		['receipt', ['CONSEGNA: Offerta']],
		['certifiedMail', ['POSTA CERTIFICATA: Offerta']],
		['anomaly', ['ANOMALIA MESSAGGIO: Offerta']],
		['ordinary', ['Offerta']],
	])('emits only what is wanted: %s', async (category, expected) => {
		const trigger = new Active({ event: 'newMessage', categories: [category] });
		await trigger.poll();
		stage.sandbox.pecMassiva.mailbox.receive(
			mail('CONSEGNA: Offerta', 'plain'),
			mail('Offerta'),
			mail('Offerta', 'anomaly'),
			mail('Offerta', 'plain'),
		);
		expect((await trigger.events()).map(({ object }) => object)).toEqual(expected);
	});

	it('emits nothing old when its parameters change', async () => {
		const trigger = new Active({ event: 'newMessage', categories: ['receipt'] });
		await trigger.poll();
		receive('Prima');
		expect(await trigger.subjects()).toEqual([]);
		trigger.set({ event: 'newMessage' });
		expect(await trigger.subjects()).toEqual([]);
		receive('Seconda');
		expect(await trigger.subjects()).toEqual(['Seconda']);
	});

	it.each<[string, INodeParameters]>([
		['the search is', { event: 'newMessage', options: { q: 'Nuova' } }],
		['the messages are', { event: 'newMessage', categories: ['certifiedMail'] }],
		['the outcomes are', { event: 'sendOutcome', outcomes: ['failed'] }],
		['the codes are', { event: 'sendOutcome', outcomes: ['delivered'], codes: '2020082610003492' }],
	])('says that it begins anew when %s changed', async (_, parameters) => {
		const { event } = parameters;
		const trigger = new Active({
			event,
			...(event === 'sendOutcome' && { outcomes: ['delivered'] }),
		});
		await trigger.poll();
		log.warnings.length = 0;
		trigger.set(parameters);
		await trigger.poll();
		expect(log.warnings.join()).toContain('begins anew: its settings are others');
		log.warnings.length = 0;
		await trigger.poll();
		expect(log.warnings).toEqual([]);
	});

	it.each([{ message: 'Maintenance' }, { success: true }, { success: true, data: null }])(
		'takes no answer without a list for an empty inbox: %j',
		async (body) => {
			receive('Vecchia');
			const trigger = new Active();
			const fault = { kind: 'status', status: 200, body } as const;
			stage.sandbox.faults.add({ provider: 'pecMassiva', on: 'GET /inbox', fault });
			expect((await trigger.poll()).error).toBeDefined();
			expect(await trigger.subjects()).toEqual([]);
			receive('Nuova');
			expect(await trigger.subjects()).toEqual(['Nuova']);
		},
	);

	it('knows an inbox that is said to be empty', async () => {
		const trigger = new Active();
		const body = { success: true, data: null, total: 0 };
		const fault = { kind: 'status', status: 200, body } as const;
		stage.sandbox.faults.add({ provider: 'pecMassiva', on: 'GET /inbox', fault });
		expect(await trigger.subjects()).toEqual([]);
		receive('Nuova');
		expect(await trigger.subjects()).toEqual(['Nuova']);
	});

	it('searches, and gets the text where that is wanted', async () => {
		const options = { q: 'offerta', includeBody: true };
		const trigger = new Active({ event: 'newMessage', options });
		await trigger.poll();
		receive('Offerta', 'Altro');
		expect((await trigger.events()).map(({ body }) => body)).toEqual(['Salve']);
		expect(stage.sandbox.journal.requests('pecMassiva')[0].query).toEqual({ q: 'offerta' });
	});

	it('shows the latest message as an example, and remembers nothing of it', async () => {
		receive('Prima');
		receive('Seconda');
		const trigger = new Active();
		const { items } = await trigger.poll({ mode: 'manual' });
		expect(items).toHaveLength(1);
		expect(items?.[0].json.object).toBe('POSTA CERTIFICATA: Seconda');
		expect(await trigger.subjects()).toEqual([]);
	});

	it('loses nothing when a poll fails in the middle', async () => {
		const trigger = new Active();
		await trigger.poll();
		receive(...numbered(40));
		stage.sandbox.faults.add({
			provider: 'pecMassiva',
			skip: 1,
			fault: { kind: 'status', status: 403, body: { success: false, message: 'No' } },
		});
		expect((await trigger.poll()).error?.message).toBe('PEC Massiva answered: No');
		expect(await trigger.subjects()).toHaveLength(40);
	});

	it('says what to do when there is more than a poll has time for, and loses nothing', async () => {
		const trigger = new Active();
		await trigger.poll();
		receive(...numbered(60));
		stage.sandbox.latency(100);
		const { error } = await trigger.poll({ budgetMs: 200 });
		stage.sandbox.latency(0);
		expect(error?.message).toBe('Reading the inbox exceeded the time that n8n allows for a poll');
		expect((error as Error & { description: string }).description).toContain('Poll more often');
		expect(await trigger.subjects()).toHaveLength(60);
	});

	it('says what to do when the mailbox password is wrong', async () => {
		const { error } = await new Active().poll({ account: { password: 'wrong' } });
		expect(error?.message).toContain('Authorization is not valid or empty');
		expect((error as Error & { description: string }).description).toContain(
			'Check the credential',
		);
	});
});

describe('PEC Massiva Trigger, outcome of a send', () => {
	const all = ['accepted', 'delivered', 'failed', 'delayed'];
	const outcomes = (parameters: INodeParameters = {}) =>
		new Active({ event: 'sendOutcome', outcomes: all, ...parameters });

	it.each([
		['office', ['accepted', 'delivered']],
		['refuse', ['failed']],
		['bounce', ['accepted', 'failed']],
		['slow', ['accepted', 'delayed', 'delivered']],
		['expire', ['accepted', 'delayed', 'failed']],
	])('tells what became of a message to %s@', async (name, expected) => {
		const trigger = outcomes();
		await trigger.poll();
		const code = await correspondent.send(`${name}@example.org`);
		stage.sandbox.clock.advance({ days: 2 });

		const events = await trigger.events();

		expect(events.map(({ outcome }) => outcome)).toEqual(expected);
		expect(events.at(-1)).toMatchObject({
			code,
			subject: 'Convocazione',
			recipients: [`${name}@example.org`],
			delivery: { at: expect.any(String) as string },
		});
	});

	it('tells it for each recipient, as it comes about', async () => {
		const trigger = outcomes({ outcomes: ['delivered', 'failed'] });
		await trigger.poll();
		await correspondent.send(['office@example.org', 'legal@example.org', 'bounce@example.org']);
		expect(await trigger.events()).toEqual([]);
		stage.sandbox.clock.advance({ seconds: 30 });
		const soon = await trigger.events();
		stage.sandbox.clock.advance({ minutes: 2 });
		const later = await trigger.events();

		expect(soon.map(({ outcome }) => outcome)).toEqual(['delivered', 'delivered']);
		expect(soon.flatMap(({ recipients }) => recipients).sort()).toEqual([
			'legal@example.org',
			'office@example.org',
		]);
		expect(later.map(({ outcome, recipients }) => [outcome, recipients])).toEqual([
			['failed', ['bounce@example.org']],
		]);
	});

	it('tells only of the sends that are named', async () => {
		const codes = [
			await correspondent.send('a@example.org'),
			await correspondent.send('b@example.org'),
		];
		const trigger = outcomes({ codes: codes[1], outcomes: ['delivered'] });
		await trigger.poll();
		stage.sandbox.clock.advance({ minutes: 1 });
		expect((await trigger.events()).map(({ code }) => code)).toEqual([codes[1]]);
	});
});
