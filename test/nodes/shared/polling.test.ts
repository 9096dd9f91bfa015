import fc from 'fast-check';
import type { IDataObject, INodeType, IPollFunctions } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';
import { Cancelled } from '../../../nodes/shared/rateLimit/retry';
import {
	idList,
	MOST_WATCHED,
	poll,
	type Sighting,
	type Source,
} from '../../../nodes/shared/polling';
import { chain } from '../../support/chain';
import { startEngine, type Engine, type PollOptions } from '../../support/engine';
import { openLog } from '../../support/log';

/** What the trigger under test does at its next poll. */
let act: (context: IPollFunctions) => ReturnType<NonNullable<INodeType['poll']>>;

const lookout: INodeType = {
	description: {
		displayName: 'Lookout',
		name: 'lookout',
		group: ['trigger'],
		version: 1,
		description: 'Watches what a test makes up',
		defaults: { name: 'Lookout' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		properties: [],
	},
	async poll(this: IPollFunctions) {
		return await act(this);
	},
};

const log = openLog();
let engine: Engine;
beforeAll(async () => {
	engine = await startEngine({ extraNodes: { 'test.lookout': lookout, ...log.extraNodes } });
	await log.read(engine);
});
beforeEach(() => {
	log.warnings.length = 0;
});
afterAll(async () => await engine?.stop());

/** A trigger over its life: what n8n keeps for it, and what it has emitted. */
class Trigger {
	readonly staticData: IDataObject = {};

	constructor(private readonly credential = '1') {}

	async poll(source: Source, options: Partial<PollOptions> = {}) {
		act = async (context) => await poll(context, source);
		const { items, error } = await engine.poll(
			chain({
				name: 'Lookout',
				type: 'test.lookout',
				typeVersion: 1,
				credentials: { anyApi: { id: this.credential, name: 'Account' } },
			}),
			{ credentials: {}, staticData: this.staticData, ...options },
		);
		return { events: items?.map(({ json }) => json.eventId) ?? null, items, error };
	}

	/** The same trigger after its user chose another credential. */
	with(credential: string): Trigger {
		const changed = new Trigger(credential);
		Object.assign(changed.staticData, this.staticData);
		return changed;
	}

	get memory() {
		return structuredClone(this.staticData);
	}
}

const thing = (id: string, marks: string | string[], others: Partial<Sighting> = {}): Sighting => ({
	id,
	marks: [marks].flat(),
	final: false,
	toItem: (mark, previous) => ({ json: { id, mark, previous } }),
	...others,
});

const list = (things: Sighting[], others: Partial<Source> = {}): Source => ({
	name: 'test:thing',
	lookAtAll: async () => things,
	...others,
});

/** Things that are looked at one by one; `looks` tells which, in order. */
function named(things: Sighting[], { ids = things.map(({ id }) => id), atOnce = 2 } = {}) {
	const looks: string[] = [];
	const source: Source = {
		name: 'test:thing',
		ids,
		atOnce,
		async lookAt(id) {
			looks.push(id);
			return things.find((each) => each.id === id);
		},
	};
	return { source, looks };
}

describe('A poll', () => {
	it('that is the first records how things stand and emits nothing', async () => {
		const trigger = new Trigger();

		expect(await trigger.poll(list([thing('a', 'NEW'), thing('b', 'DONE')]))).toMatchObject({
			events: null,
			error: undefined,
		});
		expect(trigger.memory).toMatchObject({ watch: { seen: { a: { marks: ['NEW'] } } } });
	});

	it('emits each change once, with an ID that is the same whenever it is told', async () => {
		const trigger = new Trigger();
		await trigger.poll(list([thing('a', 'NEW')]));
		const before = trigger.memory;

		const { items } = await trigger.poll(list([thing('a', 'DONE')]));
		expect(items?.map(({ json }) => json)).toEqual([
			{ eventId: 'test:thing:a:DONE', id: 'a', mark: 'DONE', previous: ['NEW'] },
		]);
		expect((await trigger.poll(list([thing('a', 'DONE')]))).events).toBeNull();

		Object.assign(trigger.staticData, before);
		expect((await trigger.poll(list([thing('a', 'DONE')]))).events).toEqual(['test:thing:a:DONE']);
	});

	it('that throws leaves the memory as it was, and the next one finds the same changes', async () => {
		const trigger = new Trigger();
		await trigger.poll(list([thing('a', 'NEW')]));
		const before = trigger.memory;

		const failing = list([], {
			lookAtAll: async () => {
				throw new Error('no answer');
			},
		});
		expect((await trigger.poll(failing)).error?.message).toContain('no answer');
		expect(trigger.memory).toEqual(before);
		expect((await trigger.poll(list([thing('a', 'DONE')]))).events).toHaveLength(1);
	});

	it('writes the memory in one step, after the last item is made', async () => {
		const trigger = new Trigger();
		await trigger.poll(list([thing('a', 'NEW'), thing('b', 'NEW')]));
		const before = trigger.memory;
		const atItem: unknown[] = [];
		const toItem = async () => {
			await Promise.resolve();
			atItem.push(trigger.memory);
			return { json: {} };
		};

		await trigger.poll(list([thing('a', 'DONE', { toItem }), thing('b', 'DONE', { toItem })]));

		expect(atItem).toEqual([before, before]);
		expect(trigger.memory).not.toEqual(before);
	});

	it('does nothing while another of the same trigger is under way', async () => {
		const trigger = new Trigger();
		await trigger.poll(list([thing('a', 'NEW')]));
		let answer = () => {};
		const slow = list([], {
			lookAtAll: () =>
				new Promise((resolve) => {
					answer = () => resolve([thing('a', 'DONE')]);
				}),
		});

		const first = trigger.poll(slow);
		const second = await trigger.poll(list([thing('a', 'DONE')]));
		answer();

		expect(second).toMatchObject({ events: null, error: undefined });
		expect((await first).events).toEqual(['test:thing:a:DONE']);
	});

	it('of another trigger, or of a trigger set to watch something else, begins anew', async () => {
		const trigger = new Trigger();
		await trigger.poll(list([thing('a', 'NEW')]));
		const other = list([thing('a', 'DONE'), thing('b', 'DONE')], {
			name: 'test:other',
			initialMarks: ['NEW'],
		});

		expect((await trigger.with('2').poll(list([thing('a', 'DONE')]))).events).toBeNull();
		expect((await trigger.poll(other)).events).toBeNull();
		expect((await trigger.poll(other)).events).toBeNull();
	});
});

describe('A list', () => {
	const born = { initialMarks: ['NEW'] };

	it('with a new thing is news only if the thing has already changed since its birth', async () => {
		const trigger = new Trigger();
		await trigger.poll(list([], born));

		const { events } = await trigger.poll(list([thing('a', 'NEW'), thing('b', 'DONE')], born));

		expect(events).toEqual(['test:thing:b:DONE']);
	});

	it('in another order, or with a thing twice, is no news', async () => {
		const trigger = new Trigger();
		const [a, b] = [thing('a', 'NEW'), thing('b', 'NEW')];
		await trigger.poll(list([a, b], born));

		expect((await trigger.poll(list([b, a, b], born))).events).toBeNull();
		const changed = thing('b', 'DONE');
		expect((await trigger.poll(list([changed, a, changed], born))).events).toHaveLength(1);
	});

	it('that lacks a thing for a while repeats nothing when it is back, and tells what changed', async () => {
		const trigger = new Trigger();
		await trigger.poll(list([thing('a', 'DONE'), thing('b', 'DONE')], born));
		expect((await trigger.poll(list([], born))).events).toBeNull();

		const back = list([thing('a', 'DONE'), thing('b', 'REVOKED')], born);

		expect((await trigger.poll(back)).events).toEqual(['test:thing:b:REVOKED']);
	});

	it('that does not tell how a thing stands says nothing about it', async () => {
		const trigger = new Trigger();
		await trigger.poll(list([thing('a', 'DONE')]));

		expect((await trigger.poll(list([thing('a', [])]))).events).toBeNull();
		expect((await trigger.poll(list([thing('a', 'DONE')]))).events).toBeNull();
	});

	it('is watched up to a number, with a warning that says so', async () => {
		const trigger = new Trigger();
		const many = (mark: string) =>
			Array.from({ length: MOST_WATCHED + 1 }, (_, index) => thing(`t${index}`, mark));
		await trigger.poll(list(many('NEW')));

		const { events } = await trigger.poll(list(many('DONE')));

		expect(events).toHaveLength(MOST_WATCHED);
		expect(log.warnings.at(-1)).toBe(
			'Lookout watches the first 5000 of 5001. Split them over several triggers.',
		);
	});

	it('is forgotten from its oldest end when it would grow over that number', async () => {
		const trigger = new Trigger();
		const batch = (name: string, length: number) =>
			list(Array.from({ length }, (_, index) => thing(`${name}${index}`, 'NEW')));

		await trigger.poll(batch('old', 3_000));
		await trigger.poll(batch('new', 3_000));

		const { seen } = trigger.memory.watch as { seen: object };
		expect(Object.keys(seen)).toHaveLength(MOST_WATCHED);
		expect(seen).not.toHaveProperty('old999');
		expect(seen).toHaveProperty('old1000');
		expect(seen).toHaveProperty('new2999');
	});

	it('that could not be asked for in time changes nothing, and the log says so', async () => {
		const trigger = new Trigger();
		const late = list([], {
			...born,
			lookAtAll: async () => {
				throw new Cancelled();
			},
		});

		expect(await trigger.poll(late)).toMatchObject({ events: null, error: undefined });
		expect(trigger.memory).toEqual({});
		expect(log.warnings).toEqual(['Lookout: the time of this poll was up before its turn came.']);
		expect((await trigger.poll(list([thing('a', 'DONE')], born))).events).toBeNull();
	});
});

describe('Things that are looked at one by one', () => {
	const five = (mark: string) => ['a', 'b', 'c', 'd', 'e'].map((id) => thing(id, mark));

	it('are all looked at when there is time', async () => {
		const { source, looks } = named(five('NEW'));

		await new Trigger().poll(source);

		expect(looks).toEqual(['a', 'b', 'c', 'd', 'e']);
	});

	it('that there was no time for come first the next time', async () => {
		const trigger = new Trigger();
		await trigger.poll(named(five('NEW')).source);
		const { source, looks } = named(five('DONE'));

		const first = await trigger.poll(source, { budgetMs: 0 });
		const second = await trigger.poll(source, { budgetMs: 0 });
		const third = await trigger.poll(source, { budgetMs: 0 });

		expect(looks).toEqual(['a', 'b', 'c', 'd', 'e', 'a']);
		expect([first, second, third].map(({ events }) => events)).toEqual([
			['test:thing:a:DONE', 'test:thing:b:DONE'],
			['test:thing:c:DONE', 'test:thing:d:DONE'],
			['test:thing:e:DONE'],
		]);
	});

	it('are recorded without news by a first poll that needs several attempts', async () => {
		const trigger = new Trigger();
		const { source } = named(five('NEW'));

		for (let attempt = 0; attempt < 4; attempt++) {
			expect((await trigger.poll(source, { budgetMs: 0 })).events).toBeNull();
		}
	});

	it('are not looked at again once they are final', async () => {
		const trigger = new Trigger();
		await trigger.poll(named([thing('a', 'NEW'), thing('b', 'DONE', { final: true })]).source);
		const { source, looks } = named([thing('a', 'DONE', { final: true }), thing('b', 'OTHER')]);

		expect((await trigger.poll(source)).events).toEqual(['test:thing:a:DONE']);
		expect((await trigger.poll(source)).events).toBeNull();
		expect(looks).toEqual(['a']);
	});

	it('that can not be seen now do not stop the others', async () => {
		const trigger = new Trigger();
		await trigger.poll(named(five('NEW')).source);
		const { source } = named(five('DONE').slice(1), { ids: ['a', 'b', 'c', 'd', 'e'] });

		expect((await trigger.poll(source)).events).toHaveLength(4);
		expect((await trigger.poll(named(five('DONE')).source)).events).toEqual(['test:thing:a:DONE']);
	});

	it('are news from the poll after the one that first saw them', async () => {
		const trigger = new Trigger();
		await trigger.poll(named([thing('a', 'NEW')]).source);

		expect((await trigger.poll(named(five('NEW')).source)).events).toBeNull();
		expect((await trigger.poll(named(five('DONE')).source)).events).toHaveLength(5);
	});

	it('go on from the beginning when the one to go on with is not watched any more', async () => {
		const trigger = new Trigger();
		await trigger.poll(named(five('NEW')).source, { budgetMs: 0 });
		const { source, looks } = named(five('NEW').filter(({ id }) => id !== 'c'));

		await trigger.poll(source, { budgetMs: 0 });

		expect(looks).toEqual(['a', 'b']);
	});

	it('whose turn does not come in time are taken next time', async () => {
		const trigger = new Trigger();
		await trigger.poll(named(five('NEW')).source);
		const { source } = named(five('DONE'));
		const throttled: Source = {
			...source,
			lookAt: async (id) => {
				if (id === 'c') throw new Cancelled();
				return five('DONE').find((each) => each.id === id);
			},
		};

		expect((await trigger.poll(throttled)).events).toEqual([
			'test:thing:a:DONE',
			'test:thing:b:DONE',
			// It went out together with c, and had its turn.
			'test:thing:d:DONE',
		]);
		expect(trigger.memory.watch).toMatchObject({ next: 'c' });
		expect((await trigger.poll(source)).events).toEqual(['test:thing:c:DONE', 'test:thing:e:DONE']);
	});
});

describe('An item that can not be made', () => {
	const bad = {
		toItem: async () => {
			throw new Error('the document is broken');
		},
	};

	it('keeps back no other, is warned about, and is tried again', async () => {
		const trigger = new Trigger();
		await trigger.poll(list([thing('a', 'NEW'), thing('b', 'NEW')]));

		const half = await trigger.poll(list([thing('a', 'DONE', bad), thing('b', 'DONE')]));
		const rest = await trigger.poll(list([thing('a', 'DONE'), thing('b', 'DONE')]));

		expect(half).toMatchObject({ events: ['test:thing:b:DONE'], error: undefined });
		expect(log.warnings).toEqual(['Lookout: the document is broken. The next poll tries again.']);
		expect(rest.events).toEqual(['test:thing:a:DONE']);
	});

	it('is the failure of the poll if there is nothing else to tell', async () => {
		const trigger = new Trigger();
		await trigger.poll(list([thing('a', 'NEW')]));
		const before = trigger.memory;

		const { error } = await trigger.poll(list([thing('a', 'DONE', { ...bad, final: true })]));

		expect(error?.message).toContain('the document is broken');
		expect(trigger.memory).toEqual(before);
	});

	it('does not make its thing final', async () => {
		const trigger = new Trigger();
		await trigger.poll(named([thing('a', 'NEW'), thing('b', 'NEW')]).source);
		const done = { final: true };

		await trigger.poll(
			named([thing('a', 'DONE', { ...bad, ...done }), thing('b', 'DONE', done)]).source,
		);
		const { source, looks } = named([thing('a', 'DONE', done), thing('b', 'DONE', done)]);
		await trigger.poll(source);

		expect(looks).toEqual(['a']);
	});
});

describe('Marks that stay', () => {
	const stay = { marksStay: true };

	it('are news one by one, each once', async () => {
		const trigger = new Trigger();
		await trigger.poll(list([thing('a', ['SENT'])], stay));
		const two = list([thing('a', ['SENT', 'RECEIVED', 'RECEIVED'])], stay);

		expect((await trigger.poll(two)).events).toEqual(['test:thing:a:RECEIVED']);
		expect((await trigger.poll(two)).events).toBeNull();
	});

	it('are not repeated by a list that was short for once', async () => {
		const trigger = new Trigger();
		const two = list([thing('a', ['SENT', 'RECEIVED'])], stay);
		await trigger.poll(two);
		await trigger.poll(list([thing('a', [])], stay));
		await trigger.poll(list([thing('a', ['SENT'])], stay));

		expect((await trigger.poll(two)).events).toBeNull();
	});
});

describe('The latest things of a provider', () => {
	const latest = (shown: Sighting[], others: Sighting[] = []) => {
		const { looks, source } = named(others);
		const { lookAt, atOnce } = source;
		const of: Source = {
			name: 'test:thing',
			initialMarks: ['NEW'],
			lookAtLatest: async () => shown,
			lookAt,
			atOnce,
		};
		return { source: of, looks };
	};

	it('are followed by their ids when they are open and out of view', async () => {
		const trigger = new Trigger();
		await trigger.poll(latest([thing('a', 'NEW'), thing('b', 'DONE', { final: true })]).source);
		const { source, looks } = latest([thing('c', 'NEW')], [thing('a', 'DONE', { final: true })]);

		expect((await trigger.poll(source)).events).toEqual(['test:thing:a:DONE']);
		expect(looks).toEqual(['a']);
	});

	it('are not repeated when a deletion brings them back into view', async () => {
		const trigger = new Trigger();
		const old = thing('a', 'DONE', { final: true });
		await trigger.poll(latest([old]).source);
		await trigger.poll(latest([thing('b', 'NEW')]).source);

		expect((await trigger.poll(latest([old]).source)).events).toBeNull();
	});
});

describe('Fetch Test Event', () => {
	const manual = { mode: 'manual' as const };

	it('shows the latest thing as if it had just changed, and touches no memory', async () => {
		const trigger = new Trigger();
		const things = [
			thing('a', 'NEW', { at: '2026-04-17T08:00:00.000Z' }),
			thing('b', 'DONE', { at: '2026-04-18T08:00:00.000Z' }),
			thing('c', 'NEW', { at: null }),
		];

		const { items } = await trigger.poll(list(things), manual);

		expect(items?.map(({ json }) => json)).toEqual([
			{ eventId: 'test:thing:b:DONE', id: 'b', mark: 'DONE', previous: [] },
		]);
		expect(trigger.memory).toEqual({});
	});

	it('shows the last of the things that the user named, and its last mark', async () => {
		const { source, looks } = named([thing('a', 'NEW'), thing('b', ['SENT', 'RECEIVED'])]);

		expect((await new Trigger().poll(source, manual)).events).toEqual(['test:thing:b:RECEIVED']);
		expect(looks).toEqual(['b']);
	});

	it('shows nothing where there is nothing', async () => {
		expect(await new Trigger().poll(list([]), manual)).toEqual({ events: null, items: null });
	});

	it('works beside a poll that is under way', async () => {
		const trigger = new Trigger();
		let answer = () => {};
		const slow = list([], {
			lookAtAll: () => new Promise((resolve) => (answer = () => resolve([]))),
		});
		const underWay = trigger.poll(slow);

		expect((await trigger.poll(list([thing('a', 'DONE')]), manual)).events).toHaveLength(1);
		answer();
		await underWay;
	});
});

describe('Ids in a parameter', () => {
	const read = async (value: unknown) => {
		let ids: string[] = [];
		act = async (context) => {
			ids = idList(context, value, 'Message IDs');
			return null;
		};
		const workflow = chain({ name: 'Lookout', type: 'test.lookout', typeVersion: 1 });
		const { error } = await engine.poll(workflow, { credentials: {}, staticData: {} });
		return error ? error.message : ids;
	};

	it.each([['1, 2,3'], ['1\n2\r\n3\n'], ['1;2 3 1'], [[1, '2', ' 3 ', '']]])(
		'are found in %j',
		async (value) => {
			expect(await read(value)).toEqual(['1', '2', '3']);
		},
	);

	it.each([[''], [' , '], [[]], [undefined], [{}]])('are missing in %j', async (value) => {
		expect(await read(value)).toBe("The parameter 'Message IDs' is empty");
	});
});

describe('Whatever happens', () => {
	interface Step {
		/** Things that change before the poll, and whether for the last time. */
		changes: Array<{ thing: number; final: boolean }>;
		/** How many of the things the user watches. */
		watched: number;
		hasTime: boolean;
		/** The look, counted within the poll, at which the provider fails. */
		failsAt: number | null;
		/** Things whose items can't be made. */
		broken: number[];
	}

	const THINGS = 7;
	const AT_ONCE = 2;

	const step: fc.Arbitrary<Step> = fc.record({
		changes: fc.array(fc.record({ thing: fc.nat(THINGS - 1), final: fc.boolean() }), {
			maxLength: 4,
		}),
		watched: fc.integer({ min: 1, max: THINGS }),
		hasTime: fc.boolean(),
		failsAt: fc.option(fc.nat(THINGS), { freq: 4 }),
		broken: fc.array(fc.nat(THINGS - 1), { maxLength: 1 }),
	});

	it('each change that a successful poll sees is emitted exactly once, and none is invented', async () => {
		await fc.assert(
			fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (history) => {
				const trigger = new Trigger();
				const world = Array.from({ length: THINGS }, () => ({ version: 0, final: false }));
				/** The version of each thing that has been recorded or told. */
				const known = new Map<string, string>();
				const final = new Set<string>();

				for (const { changes, watched, hasTime, failsAt, broken } of history) {
					for (const change of changes) {
						const changed = world[change.thing];
						if (changed.final) continue;
						changed.version += 1;
						changed.final = change.final;
					}
					const isBroken = (id: string) => broken.includes(Number(id));
					const looks: Array<{ id: string; mark: string; final: boolean }> = [];
					let count = 0;
					const source: Source = {
						name: 'test:thing',
						ids: world.map((_, index) => String(index)).slice(0, watched),
						atOnce: AT_ONCE,
						async lookAt(id) {
							if (count++ === failsAt) throw new Error('the provider fails');
							const { version, final: isFinal } = world[Number(id)];
							const mark = `v${version}`;
							looks.push({ id, mark, final: isFinal });
							return thing(id, mark, {
								final: isFinal,
								toItem: () => {
									if (isBroken(id)) throw new Error('the item fails');
									return { json: {} };
								},
							});
						},
					};
					const before = trigger.memory;

					const { events, error } = await trigger.poll(source, {
						budgetMs: hasTime ? undefined : 0,
					});

					expect(looks.filter(({ id }) => final.has(id))).toEqual([]);
					if (error) {
						expect(events).toBeNull();
						expect(trigger.memory).toEqual(before);
						continue;
					}
					const news = looks.filter(
						({ id, mark }) => known.has(id) && known.get(id) !== mark && !isBroken(id),
					);
					expect(events ?? []).toEqual(news.map(({ id, mark }) => `test:thing:${id}:${mark}`));
					for (const { id, mark, final: isFinal } of looks) {
						if (isBroken(id) && known.has(id) && known.get(id) !== mark) continue;
						known.set(id, mark);
						if (isFinal) final.add(id);
					}
				}
			}),
			{ numRuns: 150 },
		);
	});

	it('nobody waits longer than the others, however little time each poll has', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.integer({ min: 1, max: 12 }),
				fc.integer({ min: 1, max: 5 }),
				async (count, atOnce) => {
					const trigger = new Trigger();
					const ids = Array.from({ length: count }, (_, index) => String(index));
					const { source, looks } = named(
						ids.map((id) => thing(id, 'NEW')),
						{ atOnce },
					);

					for (let polls = 0; polls < Math.ceil(count / atOnce); polls++) {
						await trigger.poll(source, { budgetMs: 0 });
					}

					expect(looks.slice(0, count)).toEqual(ids);
				},
			),
			{ numRuns: 30 },
		);
	});
});
