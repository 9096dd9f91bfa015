import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { defaultSwitches, type PecMassivaSwitches } from '../../../sandbox/pecMassiva/switches';
import { chain, start } from '../../../tools/engine/chain';
import {
	pecMassiva,
	pecMassivaAccount,
	pecMassivaTrigger,
} from '../../../tools/providers/pecMassiva/node';
import { setStage } from '../../../tools/engine/stage';

const stage = setStage();

/** All combinations of what is not documented about how the inbox is returned. */
const ORDERS: Array<Partial<PecMassivaSwitches>> = product({
	inboxOrder: ['newestFirst', 'oldestFirst'],
	orderInPage: ['newestFirst', 'oldestFirst', 'none'],
	firstPage: [0, 1],
	defaultPage: ['first', 'last'],
	pageCount: ['floor', 'ceiling', 'lastIndex'],
	tellsTotal: [true, false],
	tellsPage: [true, false],
});

function product(choices: { [K in keyof PecMassivaSwitches]?: Array<PecMassivaSwitches[K]> }) {
	return Object.entries(choices).reduce<Array<Partial<PecMassivaSwitches>>>(
		(sofar, [name, values]) =>
			sofar.flatMap((each) => values.map((value) => ({ ...each, [name]: value }))),
		[{}],
	);
}

const SIZES = [0, 1, 24, 25, 26, 50, 60, 130];
const ARRIVALS = [1, 3, 30, 60];
const WRONG_DATES = [
	'',
	'yesterday',
	'Thu, 01 Jan 1970 00:00:00 +0000',
	'Fri, 01 Jan 2100 00:00:00 +0100',
	'Tue, 01 Jan 58000 00:00:00 +0100',
];

/** Other undocumented behaviours, which take turns. */
const FURTHER = product({
	shortPage: ['last', 'first'],
	beyondLastPage: ['nothing', 'lastPage'],
	ids: ['shifting', 'stable'],
	misdatedMails: ['byArrival', 'byDate'],
});

interface Scene {
	switches: Partial<PecMassivaSwitches>;
	size: number;
	arrivals: number;
	wrongDate: string;
}

/** All combinations take minutes: every seventh contains each choice together with any two others. */
const STRIDE = 7;

/** The scenes: selected orders, each with the next of the other behaviours. */
function scenes(): Scene[] {
	return ORDERS.filter((_, row) => row % STRIDE === 0).map((order, at) => {
		const further = FURTHER[(at * 7) % FURTHER.length];
		// Mails among the oldest can't be detected without a total.
		const misdatedMails = order.tellsTotal ? further.misdatedMails : 'byArrival';
		return {
			switches: { ...order, ...further, misdatedMails },
			size: SIZES[(at * 3 + (at >> 3)) % SIZES.length],
			arrivals: ARRIVALS[(at + (at >> 2)) % ARRIVALS.length],
			wrongDate: WRONG_DATES[at % WRONG_DATES.length],
		};
	});
}

class Mailbox {
	private readonly staticData: IDataObject = {};
	private readonly trigger = pecMassivaTrigger({ event: 'newMessage' });

	constructor({ switches }: Scene) {
		const { pecMassiva } = stage.sandbox;
		// Receipts of sends take some seconds to arrive.
		stage.sandbox.clock.advance({ minutes: 1 });
		pecMassiva.mailbox.delete('');
		pecMassiva.mailbox.afterPage(() => {});
		Object.assign(pecMassiva.switches, defaultSwitches(), switches);
	}

	/** @param wrongDate the date of the mail in the middle */
	receive(name: string, count: number, wrongDate?: string): string[] {
		const subjects = Array.from({ length: count }, (_, index) => `${name} ${index}.`);
		for (const [index, subject] of subjects.entries()) {
			stage.sandbox.clock.advance({ seconds: 10 });
			const date = index === count >> 1 ? wrongDate : undefined;
			const mail = { from: 'jane@example.org', subject, kind: 'plain', date } as const;
			stage.sandbox.pecMassiva.mailbox.receive(mail);
		}
		return subjects;
	}

	delete(...subjects: string[]): void {
		for (const subject of subjects) stage.sandbox.pecMassiva.mailbox.delete(subject);
	}

	/** Lets something happen once, after the given number of pages has been read. */
	after(pages: number, happens: () => void): void {
		let read = 0;
		stage.sandbox.pecMassiva.mailbox.afterPage(() => {
			if (++read === pages) happens();
		});
	}

	async run(operation: [string, string], parameters: INodeParameters, input: IDataObject[] = [{}]) {
		return await stage.engine.run(chain(start, pecMassiva(operation, parameters)), {
			input: input.map((json) => ({ json })),
			credentials: { pecMassivaApi: pecMassivaAccount(stage.sandbox.pecMassiva) },
		});
	}

	async list(parameters: INodeParameters): Promise<IDataObject[]> {
		const { items, error } = await this.run(['inbox', 'getMany'], parameters);
		if (error) throw new Error(error.message);
		return items('PEC Massiva').map(({ json }) => json);
	}

	async poll(): Promise<string[]> {
		stage.sandbox.journal.clear();
		const { items, error } = await stage.engine.poll(
			{ nodes: [this.trigger] },
			{
				credentials: { pecMassivaApi: pecMassivaAccount(stage.sandbox.pecMassiva) },
				staticData: this.staticData,
			},
		);
		if (error) throw error;
		return (items ?? []).map(({ json }) => json.object as string);
	}

	get requests(): number {
		return stage.sandbox.journal.requests('pecMassiva').length;
	}
}

/** Plays a scene, and returns what was reported differently from what was expected. */
async function play(scene: Scene): Promise<string[]> {
	const mailbox = new Mailbox(scene);
	const wrong: string[] = [];
	const expect = async (what: string, expected: string[], polls = 1) => {
		const told: string[] = [];
		for (let poll = 0; poll < polls; poll++) told.push(...(await mailbox.poll()));
		const lost = expected.filter((subject) => !told.includes(subject));
		const others = told.filter(
			(subject, at) => !expected.includes(subject) || told.indexOf(subject) !== at,
		);
		if (lost.length > 0) wrong.push(`${what}: lost ${lost.length}, such as ${lost[0]}`);
		if (others.length > 0)
			wrong.push(`${what}: false or twice ${others.length}, such as ${others[0]}`);
	};

	const old = mailbox.receive('Vecchia', scene.size, scene.wrongDate);
	await expect('to begin with', []);
	await expect('nothing new', []);
	// A page that contains only a mail with a wrong date can't be compared.
	const isComparable = scene.switches.misdatedMails === 'byArrival' || scene.size !== 26;
	if (scene.switches.tellsTotal && isComparable && mailbox.requests !== 1) {
		wrong.push(`${mailbox.requests} requests when nothing had changed`);
	}

	await expect('arrivals', mailbox.receive('Nuova', scene.arrivals, scene.wrongDate));
	await expect('after them', []);

	// Among the oldest mails, a new one can't be distinguished from a deleted one.
	const wrongDate = scene.switches.misdatedMails === 'byDate' ? undefined : scene.wrongDate;
	mailbox.delete(...old.filter((_, index) => index % 3 === 0), 'Nuova 0.');
	await expect('with deletions', mailbox.receive('Altra', 2, wrongDate));

	const many = mailbox.receive('Molte', scene.arrivals + 25, scene.wrongDate);
	mailbox.after(2, () => many.push(...mailbox.receive('Tardi', 1)));
	await expect('one that comes meanwhile', many, 2);

	const more = mailbox.receive('Ancora', scene.arrivals + 25, wrongDate);
	mailbox.after(2, () => mailbox.delete('Molte 3.', 'Altra 0.', 'Molte 20.'));
	await expect('deletions meanwhile', more, 2);

	mailbox.delete('Molte', 'Ancora', 'Altra', 'Nuova');
	await expect('what comes into view', []);
	await expect('and then', mailbox.receive('Ultima', 1, scene.wrongDate));
	return wrong;
}

describe('The inbox', () => {
	const all = scenes();
	const groups = new Map<string, Scene[]>();
	for (const scene of all) {
		const { inboxOrder, orderInPage, firstPage, defaultPage } = scene.switches;
		const name = `${inboxOrder}, inside of a page ${orderInPage}, pages from ${firstPage}, the ${defaultPage} one without a number`;
		groups.set(name, [...(groups.get(name) ?? []), scene]);
	}

	it.each([...groups])('%s: no mail is lost, none told twice, none made up', async (_, scenes) => {
		const wrong: string[] = [];
		for (const scene of scenes) {
			const found = await play(scene);
			if (found.length > 0) wrong.push(`${JSON.stringify(scene)}: ${found.join('; ')}`);
		}
		expect(wrong).toEqual([]);
	});

	it('hides none where the newest page is gone while others are read, without a total', async () => {
		const switches: Scene['switches'] = {
			firstPage: 1,
			defaultPage: 'last',
			pageCount: 'lastIndex',
			shortPage: 'first',
			tellsTotal: false,
		};
		expect(await play({ switches, size: 130, arrivals: 30, wrongDate: '' })).toEqual([]);
	});

	/** The number of pages is reported in a way that can't be relied on. */
	const miscounted = product({
		pageCount: ['zero', 'mails', 'absurd'],
		defaultPage: ['first', 'last'],
		inboxOrder: ['newestFirst', 'oldestFirst'],
		beyondLastPage: ['nothing', 'lastPage'],
		tellsPage: [true, false],
	}).map((switches) => ({ ...switches, tellsTotal: false }));
	const small = product({
		pageSize: [1, 10, 20],
		defaultPage: ['first', 'last'],
		inboxOrder: ['newestFirst', 'oldestFirst'],
		tellsTotal: [true, false],
	});

	// One by one: together they would exceed the time-out of one test on a busy machine.
	it.each([
		...miscounted.map((each) => ['how many pages there are is told wrong', each] as const),
		...small.map((each) => ['pages hold fewer than 25', each] as const),
	])('is read whole where %s: %j', async (_, switches) => {
		expect(await play({ switches, size: 60, arrivals: 30, wrongDate: '' })).toEqual([]);
	});

	it('is watched within a few requests, however many pages are told', async () => {
		for (const pageCount of ['mails', 'absurd'] as const) {
			const switches = { pageCount, inboxOrder: 'oldestFirst', tellsTotal: false } as const;
			const scene: Scene = { switches, size: 1000, arrivals: 1, wrongDate: '' };
			const mailbox = new Mailbox(scene);
			mailbox.receive('Nr.', scene.size);
			expect(await mailbox.poll()).toEqual([]);
			expect(mailbox.requests).toBeLessThan(30);
			expect(await mailbox.poll()).toEqual([]);
			const news = mailbox.receive('Nuova', 30);
			expect((await mailbox.poll()).sort()).toEqual([...news].sort());
		}
	});

	const few = all.filter((_, row) => row % 11 === 0);

	it('is listed with each mail once, the newest page first', async () => {
		for (const scene of few) {
			const mailbox = new Mailbox(scene);
			const subjects = mailbox.receive('Nr.', scene.size);
			const objects = async (parameters: INodeParameters) =>
				(await mailbox.list(parameters)).map(({ object }) => object as string);
			const listed = await objects({ returnAll: true });
			const latest = await objects({ limit: 10 });
			// The newest page, which may be short, and the one after it.
			const newest = subjects.slice(-49);
			expect({
				scene,
				listed: [...listed].sort(),
				isNewest: latest.every((each) => newest.includes(each)),
			}).toEqual({ scene, listed: [...subjects].sort(), isNewest: true });
		}
	});

	it('loses just the mails that are deleted as they were listed', async () => {
		for (const scene of all.filter((_, row) => row % 41 === 0)) {
			const mailbox = new Mailbox(scene);
			const subjects = mailbox.receive('Nr.', 30);
			const listed = await mailbox.list({ returnAll: true });
			const meant = listed.filter(({ object }) => /[37]\.$/.test(object as string));
			const { error } = await mailbox.run(
				['inbox', 'delete'],
				{ messageIds: '={{ $json }}' },
				meant,
			);
			expect(error).toBeUndefined();
			expect(stage.sandbox.pecMassiva.mailbox.subjects()).toEqual(
				subjects.filter((subject) => !/[37]\.$/.test(subject)),
			);
		}
	});

	it('shows the receipt of a send whose answer was lost, below others and one with a wrong date', async () => {
		for (const [index, scene] of few.entries()) {
			const mailbox = new Mailbox(scene);
			Object.assign(stage.sandbox.pecMassiva.switches, {
				secondsBetweenSends: 0,
				acceptanceSeconds: 0,
				misdatedMails: 'byArrival',
			});
			mailbox.receive('Altra', 30);
			stage.sandbox.faults.add({
				provider: 'pecMassiva',
				on: 'POST /send',
				fault: { kind: 'resetAfter' },
			});
			const late = { from: 'jane@example.org', subject: 'Tardi', date: scene.wrongDate };
			mailbox.after(1, () => stage.sandbox.pecMassiva.mailbox.receive(late));
			const reference = `P-${index}`;
			const { error, items } = await mailbox.run(['message', 'send'], {
				recipient: 'a@x.it',
				subject: `Convocazione ${reference}`,
				body: 'Salve',
				options: { confirmLostSendsFor: 1, deduplicationKey: reference },
			});
			expect({ scene, error: error?.message }).toEqual({ scene, error: undefined });
			expect(items('PEC Massiva')).toHaveLength(1);
		}
	});

	it("is understood as the vendor's own sample has it", async () => {
		const mailbox = new Mailbox({
			switches: { firstPage: 0, orderInPage: 'oldestFirst' },
			size: 981,
			arrivals: 1,
			wrongDate: '',
		});
		mailbox.receive('Nr.', 981);
		const { url, token, username, password } = stage.sandbox.pecMassiva;
		const answer = await fetch(`${url}/inbox?page=39`, {
			headers: {
				authorization: `Bearer ${token}`,
				'x-username': username,
				'x-password': password,
			},
		});
		expect(await answer.json()).toMatchObject({
			data: [1, 2, 3, 4, 5, 6].map((id) => ({ id })),
			total: 981,
			page: 39,
			n_of_pages: 39,
		});
		expect(await mailbox.poll()).toEqual([]);
		expect(await mailbox.poll()).toEqual([]);
		expect(mailbox.requests).toBe(1);
		expect(await mailbox.poll()).toEqual([]);
		expect(await mailbox.list({ limit: 1, simplify: false })).toMatchObject([
			{ total: 981, page: 0, n_of_pages: 39 },
		]);
		const news = mailbox.receive('Nuova', 3);
		expect((await mailbox.poll()).sort()).toEqual(news);
	});
});
