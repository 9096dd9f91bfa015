import type { IDataObject } from 'n8n-workflow';

import { defaultSwitches, type PecMassivaSwitches } from '../../../sandbox/pecMassiva/switches';
import { pecMassivaAccount, pecMassivaTrigger } from '../../support/pecMassiva';
import { setStage } from '../../support/stage';

const stage = setStage();

/** All that no document says of how the inbox is given out: each with each. */
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

/** What else may be one way or the other, in turn. */
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

/** Each order with so many sizes; what else there is takes turns, so that all meet all sooner or later. */
function scenes(sizesEach: number): Scene[] {
	return ORDERS.flatMap((order, row) =>
		Array.from({ length: sizesEach }, (_, turn) => {
			const at = row * sizesEach + turn;
			const further = FURTHER[(at * 7) % FURTHER.length];
			// What stands among the oldest mails can not be seen from a total that nobody tells.
			const misdatedMails = order.tellsTotal ? further.misdatedMails : 'byArrival';
			return {
				switches: { ...order, ...further, misdatedMails },
				size: SIZES[(at * 3 + (at >> 3)) % SIZES.length],
				arrivals: ARRIVALS[(at + (at >> 2)) % ARRIVALS.length],
				wrongDate: WRONG_DATES[at % WRONG_DATES.length],
			};
		}),
	);
}

class Mailbox {
	private readonly staticData: IDataObject = {};
	private readonly trigger = pecMassivaTrigger({ event: 'newMessage' });

	constructor({ switches }: Scene) {
		const { pecMassiva } = stage.sandbox;
		pecMassiva.mailbox.delete('');
		pecMassiva.mailbox.afterPage(() => {});
		Object.assign(pecMassiva.switches, defaultSwitches(), switches);
	}

	/** @param wrongDate of the one in the middle */
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

	/** Lets something happen once, when so many pages were read. */
	after(pages: number, happens: () => void): void {
		let read = 0;
		stage.sandbox.pecMassiva.mailbox.afterPage(() => {
			if (++read === pages) happens();
		});
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
		return stage.sandbox.journal.requests('pec-massiva').length;
	}
}

/** Plays a scene, and says what was told otherwise than it should be. */
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
	// A page with nothing but a mail with a wrong date on it can not be compared.
	const isComparable = scene.switches.misdatedMails === 'byArrival' || scene.size !== 26;
	if (scene.switches.tellsTotal && isComparable && mailbox.requests !== 1) {
		wrong.push(`${mailbox.requests} requests when nothing had changed`);
	}

	await expect('arrivals', mailbox.receive('Nuova', scene.arrivals, scene.wrongDate));
	await expect('after them', []);

	// Among the oldest mails, one that has come can not be told from one that was deleted.
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
	const all = scenes(Number(process.env.PEC_SIZES ?? 1));
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
});
