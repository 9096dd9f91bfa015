import fc from 'fast-check';
import type { IDataObject, INodeType, IPollFunctions } from 'n8n-workflow';
import { Cancelled } from '../../../../nodes/shared/outcome/cancelled';
import { MAX_BYTES, poll, type Snapshot, type Source } from '../../../../nodes/shared/polling';
import { chain } from '../../../../tools/engine/chain';
import { startEngine, type Engine, type PollOptions } from '../../../../tools/engine/engine';
import { LOOKOUT, lookout } from '../../../support/lookout';
import { openLog } from '../../../support/log';

/** What the trigger under test does at its next poll. */
let act: (context: IPollFunctions) => ReturnType<NonNullable<INodeType['poll']>>;

const watching = lookout(async function () {
	return await act(this);
});

const log = openLog();
let engine: Engine;
beforeAll(async () => {
	engine = await startEngine({ extraNodes: { [LOOKOUT]: watching, ...log.extraNodes } });
	await log.read(engine);
});
beforeEach(() => {
	log.warnings.length = 0;
	log.infos.length = 0;
});
afterAll(async () => await engine?.stop());

let workflows = 0;

/** A trigger over its lifetime: its static data in n8n, and what it has emitted. */
class Trigger {
	readonly staticData: IDataObject = {};

	constructor(
		private readonly account = '1',
		/** The workflow's ID, by which a process recognizes it. */
		private readonly workflow = `workflow-${++workflows}`,
		private readonly credential = '1',
	) {}

	async poll(source: Source, options: Partial<PollOptions> = {}) {
		act = async (context) => await poll(context, source, { account: this.account });
		const { items, error } = await engine.poll(
			{
				...chain({
					name: 'Lookout',
					type: LOOKOUT,
					typeVersion: 1,
					credentials: { anyApi: { id: this.credential, name: 'Account' } },
				}),
				id: this.workflow,
			},
			{ credentials: {}, staticData: this.staticData, ...options },
		);
		return { events: items?.map(({ json }) => json.eventId) ?? null, items, error };
	}

	/** The same trigger after its credential was changed to another account. */
	with(account: string, credential = this.credential): Trigger {
		const changed = new Trigger(account, this.workflow, credential);
		Object.assign(changed.staticData, this.staticData);
		return changed;
	}

	get saved() {
		return structuredClone(this.staticData);
	}
}

const thing = (
	id: string,
	states: string | string[],
	others: Partial<Snapshot> = {},
): Snapshot => ({
	id,
	states: [states].flat(),
	final: false,
	toItem: (state, previous) => ({ json: { id, state, previous } }),
	...others,
});

const list = (things: Snapshot[], others: Partial<Source> = {}): Source => ({
	name: 'test:thing',
	fetchAll: async () => things,
	...others,
});

/** Things that are fetched one by one; `fetched` records which, in order. */
function named(things: Snapshot[], { ids = things.map(({ id }) => id), atOnce = 2 } = {}) {
	const fetched: string[] = [];
	const source: Source = {
		name: 'test:thing',
		ids,
		atOnce,
		async fetchOne(id) {
			fetched.push(id);
			return things.find((each) => each.id === id);
		},
	};
	return { source, fetched };
}

describe('A poll', () => {
	it('that is the first records how things stand and emits nothing', async () => {
		const trigger = new Trigger();

		expect(await trigger.poll(list([thing('a', 'NEW'), thing('b', 'DONE')]))).toMatchObject({
			events: null,
			error: undefined,
		});
		expect(trigger.saved).toMatchObject({ pollState: { things: { a: { states: ['NEW'] } } } });
	});

	it('emits each change once, with an ID that is the same whenever it is emitted', async () => {
		const trigger = new Trigger();
		await trigger.poll(list([thing('a', 'NEW')]));
		const before = trigger.saved;

		const { items } = await trigger.poll(list([thing('a', 'DONE')]));
		expect(items?.map(({ json }) => json)).toEqual([
			{ eventId: 'test:thing:a:DONE', id: 'a', state: 'DONE', previous: ['NEW'] },
		]);
		expect((await trigger.poll(list([thing('a', 'DONE')]))).events).toBeNull();

		Object.assign(trigger.staticData, before);
		expect((await trigger.poll(list([thing('a', 'DONE')]))).events).toEqual(['test:thing:a:DONE']);
	});

	it('that throws leaves the state as it was, and the next one finds the same changes', async () => {
		const trigger = new Trigger();
		await trigger.poll(list([thing('a', 'NEW')]));
		const before = trigger.saved;

		const failing = list([], {
			fetchAll: async () => {
				throw new Error('no answer');
			},
		});
		expect((await trigger.poll(failing)).error?.message).toContain('no answer');
		expect(trigger.saved).toEqual(before);
		expect((await trigger.poll(list([thing('a', 'DONE')]))).events).toHaveLength(1);
	});

	it('writes the state in one step, after the last item is made', async () => {
		const trigger = new Trigger();
		await trigger.poll(list([thing('a', 'NEW'), thing('b', 'NEW')]));
		const before = trigger.saved;
		const atItem: unknown[] = [];
		const toItem = async () => {
			await Promise.resolve();
			atItem.push(trigger.saved);
			return { json: {} };
		};

		await trigger.poll(list([thing('a', 'DONE', { toItem }), thing('b', 'DONE', { toItem })]));

		expect(atItem).toEqual([before, before]);
		expect(trigger.saved).not.toEqual(before);
	});

	it('does nothing while another of the same trigger is under way', async () => {
		const trigger = new Trigger();
		await trigger.poll(list([thing('a', 'NEW')]));
		let answer = () => {};
		const slow = list([], {
			fetchAll: () =>
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
			initialStates: ['NEW'],
		});

		expect((await trigger.with('2').poll(list([thing('a', 'DONE')]))).events).toBeNull();
		expect((await trigger.poll(other)).events).toBeNull();
		expect((await trigger.poll(other)).events).toBeNull();
	});
});

describe('A trigger that begins', () => {
	const fromNowOn = 'What has changed until now is not told, what changes from now on is.';
	const begun = async (source = list([thing('a', 'NEW')])) => {
		const trigger = new Trigger();
		await trigger.poll(source);
		return trigger;
	};

	it('says so once, and that it may have been renamed', async () => {
		const trigger = await begun();
		await trigger.poll(list([thing('a', 'DONE')]));

		expect(log.infos).toEqual([
			`Lookout is new here, or was renamed, and begins to watch. ${fromNowOn}`,
		]);
		expect(log.warnings).toEqual([]);
	});

	it.each<[string, string, (trigger: Trigger) => [Trigger, Source]]>([
		[
			'another event is chosen',
			'another event is chosen',
			(trigger) => [trigger, list([], { name: 'test:other' })],
		],
		[
			'another account is behind its credential',
			'its credential opens another account',
			(trigger) => [trigger.with('2'), list([])],
		],
		[
			'it has the credential of another account',
			'it has another credential, for another account',
			(trigger) => [trigger.with('2', '2'), list([])],
		],
		[
			'it is set otherwise',
			'its settings are others',
			(trigger) => [trigger, list([], { settings: { days: 4 } })],
		],
	])('anew, for %s, says why', async (_, why, change) => {
		const [changed, source] = change(await begun());
		await changed.poll(source);
		await changed.poll(source);

		expect(log.warnings).toEqual([`Lookout begins anew: ${why}. ${fromNowOn}`]);
	});

	it('goes on with another credential for the same account, and says nothing', async () => {
		const changed = (await begun()).with('1', '2');

		expect((await changed.poll(list([thing('a', 'DONE')]))).events).toHaveLength(1);
		expect(log.warnings).toEqual([]);
	});

	it('in a new process with what is older than it can look back says so', async () => {
		const source = list([thing('a', 'NEW')], { lookBackDays: 3 });
		const before = (await begun(source)).saved;
		const state = before.pollState as IDataObject;
		const restarted = new Trigger();
		Object.assign(restarted.staticData, { pollState: { ...state, day: '2026-01-02' } });
		await restarted.poll(source);
		await restarted.poll(source);

		expect(log.warnings).toEqual([
			'Lookout goes on from what n8n saved on 2026-01-02, and can look back 3 days. If it was switched off in between, changes to what is older are not told.',
		]);
	});
});

describe('A state that comes back', () => {
	it('is an event of its own, if that can be', async () => {
		const trigger = new Trigger();
		const events: unknown[] = [];
		for (const state of ['PENDING', 'ACCEPTED', 'REVOKED', 'ACCEPTED', 'REVOKED', 'ACCEPTED']) {
			const source = list([thing('a', state)], { statesReturn: true });
			events.push(...((await trigger.poll(source)).events ?? []));
			expect((await trigger.poll(source)).events).toBeNull();
		}

		expect(events).toEqual([
			'test:thing:a:ACCEPTED',
			'test:thing:a:REVOKED',
			'test:thing:a:ACCEPTED:2',
			'test:thing:a:REVOKED:2',
			'test:thing:a:ACCEPTED:3',
		]);
	});
});

describe('A list', () => {
	const born = { initialStates: ['NEW'] };

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

	it('that lacks a thing for a while repeats nothing when it is back, and emits what changed', async () => {
		const trigger = new Trigger();
		await trigger.poll(list([thing('a', 'DONE'), thing('b', 'DONE')], born));
		expect((await trigger.poll(list([], born))).events).toBeNull();

		const back = list([thing('a', 'DONE'), thing('b', 'REVOKED')], born);

		expect((await trigger.poll(back)).events).toEqual(['test:thing:b:REVOKED']);
	});

	it('that does not show how a thing stands says nothing about it', async () => {
		const trigger = new Trigger();
		await trigger.poll(list([thing('a', 'DONE')]));

		expect((await trigger.poll(list([thing('a', [])]))).events).toBeNull();
		expect((await trigger.poll(list([thing('a', 'DONE')]))).events).toBeNull();
	});

	it('that could not be asked for in time changes nothing, and the log says so', async () => {
		const trigger = new Trigger();
		const late = list([], {
			...born,
			fetchAll: async () => {
				throw new Cancelled();
			},
		});

		expect(await trigger.poll(late)).toMatchObject({ events: null, error: undefined });
		expect(trigger.saved).toEqual({});
		expect(log.warnings).toEqual(['Lookout: the time of this poll was up before its turn came.']);
		expect((await trigger.poll(list([thing('a', 'DONE')], born))).events).toBeNull();
	});
});

describe('More than there is room for', () => {
	/** More than fit into the state. */
	const MANY = 20_000;
	const ids = (count: number, from = 0) =>
		Array.from(
			{ length: count },
			(_, index) => `customer-${String(from + index).padStart(30, '0')}`,
		);
	const born = { initialStates: ['NEW'] };
	/** Changes the order of the list. */
	const shuffled = <T>(all: T[]) => [...all].sort((a, b) => (String(a) < String(b) ? 1 : -1));
	const accepted = (all: string[], others: Partial<Snapshot> = {}) =>
		all.map((id) => thing(id, 'ACCEPTED', others));
	const bytes = ({ saved }: Trigger) => Buffer.byteLength(JSON.stringify(saved));

	it('makes no event of a list that changes its order', async () => {
		const trigger = new Trigger();
		for (const count of [6_000, MANY]) {
			const all = accepted(ids(count));
			await trigger.poll(list(all, born));
			for (const order of [[...all].reverse(), all, shuffled(all), [...all].reverse()]) {
				expect((await trigger.poll(list(order, born))).events).toBeNull();
			}
		}
	});

	it('takes no more than its bytes, whatever it is', async () => {
		const trigger = new Trigger();
		const long = ids(MANY).map((id) => thing(`${id}${'é'.repeat(100)}`, ['ACCEPTED', 'SEEN']));
		await trigger.poll(list(long));
		expect(bytes(trigger)).toBeLessThan(MAX_BYTES * 1.01);
		await trigger.poll(list(accepted(ids(100, MANY)), born));
		expect(bytes(trigger)).toBeLessThan(MAX_BYTES * 1.05);
	});

	it('is told of as far as it fits, and the next poll fails once for the rest', async () => {
		const trigger = new Trigger();
		const all = accepted(ids(MANY));
		expect(await trigger.poll(list(all, born))).toMatchObject({ events: null, error: undefined });
		const { error } = await trigger.poll(list(all, born));
		expect(error?.message).toMatch(
			/^There is no room to watch \d+ of 20000: what becomes of those is not told$/,
		);
		expect(error).toMatchObject({
			description: expect.stringContaining('Split them over several triggers.') as string,
		});

		const [first, ...others] = all;
		const revoked = [thing(first.id, 'REVOKED'), ...others];
		expect((await trigger.poll(list(revoked, born))).events).toEqual([
			`test:thing:${first.id}:REVOKED`,
		]);
		expect(await trigger.poll(list(revoked, born))).toMatchObject({ error: undefined });
	});

	it('does not keep n8n from switching the workflow on again', async () => {
		const trigger = new Trigger();
		const all = accepted(ids(MANY));
		await trigger.poll(list(all, born));
		const again = trigger.with('1');
		expect(await again.poll(list(all, born))).toMatchObject({ events: null, error: undefined });
		expect((await again.poll(list(all, born))).error).toBeDefined();
	});

	it('names the remedy that its source has', async () => {
		const trigger = new Trigger();
		const all = list(accepted(ids(MANY)), { ...born, remedy: 'Choose a state.' });
		await trigger.poll(all);
		expect((await trigger.poll(all)).error).toMatchObject({
			description: expect.stringContaining('Choose a state.') as string,
		});
	});

	it('is told of when it is young enough to be new, and lasts as long as it can change', async () => {
		const trigger = new Trigger();
		const dated = (all: string[], states: string[] = ['DONE'], final = true) =>
			all.map((id) => thing(id, states, { createdAt: Number(id.slice(-6)) + 1, final }));
		const open = dated(ids(1), ['NEW'], false);
		const old = dated(ids(MANY, 1));
		await trigger.poll(list([...open, ...old], born));
		const fresh = dated(ids(3, MANY + 1));

		const events = (await trigger.poll(list([...open, ...old, ...fresh], born))).events;
		expect(events).toEqual(fresh.map(({ id }) => `test:thing:${id}:DONE`));
		const moved = dated(ids(1), ['DONE']);
		const { events: later } = await trigger.poll(list([...old, ...fresh, ...moved], born));
		expect(later).toEqual([`test:thing:${open[0].id}:DONE`]);
	});

	it('is told of at once, if all of it came at once', async () => {
		const trigger = new Trigger();
		await trigger.poll(list([], born));
		const all = ids(MANY).map((id, index) =>
			thing(id, 'DONE', { createdAt: index + 1, final: true }),
		);
		expect((await trigger.poll(list(all, born))).events).toHaveLength(MANY);
		expect(bytes(trigger)).toBeLessThan(MAX_BYTES * 2.05);
		expect(await trigger.poll(list([...all].reverse(), born))).toMatchObject({
			events: null,
			error: undefined,
		});
	});

	it('that a list had lost for a while is no news when it is back', async () => {
		const trigger = new Trigger();
		const all = accepted(ids(MANY), { createdAt: 1 });
		await trigger.poll(list(all, born));
		await trigger.poll(list(all, born));
		await trigger.poll(list(all.slice(0, 10), born));
		expect((await trigger.poll(list(all, born))).events).toBeNull();
	});
});

describe('Things that are fetched one by one', () => {
	const five = (state: string) => ['a', 'b', 'c', 'd', 'e'].map((id) => thing(id, state));

	it('are all fetched when there is time', async () => {
		const { source, fetched } = named(five('NEW'));

		await new Trigger().poll(source);

		expect(fetched).toEqual(['a', 'b', 'c', 'd', 'e']);
	});

	it('that there was no time for come first the next time', async () => {
		const trigger = new Trigger();
		await trigger.poll(named(five('NEW')).source);
		const { source, fetched } = named(five('DONE'));

		const first = await trigger.poll(source, { budgetMs: 0 });
		const second = await trigger.poll(source, { budgetMs: 0 });
		const third = await trigger.poll(source, { budgetMs: 0 });

		expect(fetched).toEqual(['a', 'b', 'c', 'd', 'e', 'a']);
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

	it('are not fetched again once they are final', async () => {
		const trigger = new Trigger();
		await trigger.poll(named([thing('a', 'NEW'), thing('b', 'DONE', { final: true })]).source);
		const { source, fetched } = named([thing('a', 'DONE', { final: true }), thing('b', 'OTHER')]);

		expect((await trigger.poll(source)).events).toEqual(['test:thing:a:DONE']);
		expect((await trigger.poll(source)).events).toBeNull();
		expect(fetched).toEqual(['a']);
	});

	it('that can not be fetched now do not stop the others', async () => {
		const trigger = new Trigger();
		await trigger.poll(named(five('NEW')).source);
		const { source } = named(five('DONE').slice(1), { ids: ['a', 'b', 'c', 'd', 'e'] });

		expect((await trigger.poll(source)).events).toHaveLength(4);
		expect((await trigger.poll(named(five('DONE')).source)).events).toEqual(['test:thing:a:DONE']);
	});

	it('are news from the poll after the one that first fetched them', async () => {
		const trigger = new Trigger();
		await trigger.poll(named([thing('a', 'NEW')]).source);

		expect((await trigger.poll(named(five('NEW')).source)).events).toBeNull();
		expect((await trigger.poll(named(five('DONE')).source)).events).toHaveLength(5);
	});

	it('go on from the beginning when the one to go on with is not watched any more', async () => {
		const trigger = new Trigger();
		await trigger.poll(named(five('NEW')).source, { budgetMs: 0 });
		const { source, fetched } = named(five('NEW').filter(({ id }) => id !== 'c'));

		await trigger.poll(source, { budgetMs: 0 });

		expect(fetched).toEqual(['a', 'b']);
	});

	it('whose turn does not come in time are taken next time', async () => {
		const trigger = new Trigger();
		await trigger.poll(named(five('NEW')).source);
		const { source } = named(five('DONE'));
		const throttled: Source = {
			...source,
			fetchOne: async (id) => {
				if (id === 'c') throw new Cancelled();
				return five('DONE').find((each) => each.id === id);
			},
		};

		expect((await trigger.poll(throttled)).events).toEqual([
			'test:thing:a:DONE',
			'test:thing:b:DONE',
			// It was requested together with c, and had its turn.
			'test:thing:d:DONE',
		]);
		expect(trigger.saved.pollState).toMatchObject({ next: 'c' });
		expect((await trigger.poll(source)).events).toEqual(['test:thing:c:DONE', 'test:thing:e:DONE']);
	});
});

describe('A thing whose request fails', () => {
	/** Fetched one by one, and 'a' never succeeds. */
	function withBroken(things: Snapshot[]) {
		const fetched: string[] = [];
		const source: Source = {
			name: 'test:thing',
			ids: things.map(({ id }) => id),
			atOnce: 1,
			async fetchOne(id) {
				fetched.push(id);
				if (id === 'a') throw new Error('a is broken');
				return things.find((each) => each.id === id);
			},
		};
		return { source, fetched };
	}

	const all = (state: string) => ['a', 'b', 'c'].map((id) => thing(id, state));

	it('fails the poll, and leaves the next one to the others, however long it is so', async () => {
		const trigger = new Trigger();
		await trigger.poll(named(all('NEW')).source);

		const { source, fetched } = withBroken(all('DONE'));
		const first = await trigger.poll(source);
		expect([first.error?.message, fetched]).toEqual(['a is broken', ['a']]);
		const second = await trigger.poll(source);
		expect(second).toMatchObject({ events: ['test:thing:b:DONE', 'test:thing:c:DONE'] });
		expect(second.error).toBeUndefined();
		expect(log.warnings).toEqual(['Lookout: a is broken. The next poll tries again.']);
		const later = await trigger.poll(withBroken(all('GONE')).source);
		const last = await trigger.poll(withBroken(all('GONE')).source);
		expect([later.events, last.events].flat()).toEqual([
			null,
			'test:thing:b:GONE',
			'test:thing:c:GONE',
		]);
		const { events } = await trigger.poll(named(all('GONE')).source);
		expect(events).toEqual(['test:thing:a:GONE']);
	});

	it('does not hide what the list of the same poll tells', async () => {
		const trigger = new Trigger();
		const watch = (listed: Snapshot[], isBroken: boolean): Source => ({
			name: 'test:thing',
			fetchLatest: async () => ({ snapshots: listed }),
			atOnce: 1,
			fetchOne: async (id) => {
				if (isBroken) throw new Error('it is broken');
				return thing(id, 'DONE');
			},
		});
		await trigger.poll(watch([thing('a', 'NEW'), thing('b', 'NEW')], false));
		const { events, error } = await trigger.poll(watch([thing('b', 'DONE')], true));
		expect([events, error]).toEqual([['test:thing:b:DONE'], undefined]);
		expect((await trigger.poll(watch([], false))).events).toEqual(['test:thing:a:DONE']);
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

	it('is the failure of the poll if there is nothing else to emit', async () => {
		const trigger = new Trigger();
		await trigger.poll(list([thing('a', 'NEW')]));
		const before = trigger.saved;

		const { error } = await trigger.poll(list([thing('a', 'DONE', { ...bad, final: true })]));

		expect(error?.message).toContain('the document is broken');
		expect(trigger.saved).toEqual(before);
	});

	it('for want of time fails no poll, is said in the log, and is made by the next', async () => {
		const trigger = new Trigger();
		await trigger.poll(list([thing('a', 'NEW'), thing('b', 'NEW')]));
		const late = thing('a', 'DONE', {
			final: true,
			toItem: async () => await Promise.reject(new Cancelled()),
		});
		const words = 'Lookout: the time of this poll was up before its turn came.';

		const first = await trigger.poll(list([late, thing('b', 'DONE')]));
		expect(first).toMatchObject({ events: ['test:thing:b:DONE'], error: undefined });
		const second = await trigger.poll(list([late, thing('b', 'DONE')]));
		expect(second).toMatchObject({ events: null, error: undefined });
		expect(log.warnings).toEqual([words, words]);
		const third = await trigger.poll(list([thing('a', 'DONE'), thing('b', 'DONE')]));
		expect(third.events).toEqual(['test:thing:a:DONE']);
	});

	it('does not make its thing final', async () => {
		const trigger = new Trigger();
		await trigger.poll(named([thing('a', 'NEW'), thing('b', 'NEW')]).source);
		const done = { final: true };

		await trigger.poll(
			named([thing('a', 'DONE', { ...bad, ...done }), thing('b', 'DONE', done)]).source,
		);
		const { source, fetched } = named([thing('a', 'DONE', done), thing('b', 'DONE', done)]);
		await trigger.poll(source);

		expect(fetched).toEqual(['a']);
	});
});

describe('Marks that stay', () => {
	const stay = { statesStay: true };

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
	const latest = (shown: Snapshot[], others: Snapshot[] = []) => {
		const { fetched, source } = named(others);
		const of: Source = {
			name: 'test:thing',
			initialStates: ['NEW'],
			fetchLatest: async () => ({ snapshots: shown }),
			fetchOne: source.fetchOne.bind(source),
			atOnce: source.atOnce,
		};
		return { source: of, fetched };
	};

	it('are followed by their ids when they are open and out of view', async () => {
		const trigger = new Trigger();
		await trigger.poll(latest([thing('a', 'NEW'), thing('b', 'DONE', { final: true })]).source);
		const { source, fetched } = latest([thing('c', 'NEW')], [thing('a', 'DONE', { final: true })]);

		expect((await trigger.poll(source)).events).toEqual(['test:thing:a:DONE']);
		expect(fetched).toEqual(['a']);
	});

	it('are not repeated when a deletion brings them back into view', async () => {
		const trigger = new Trigger();
		const old = thing('a', 'DONE', { final: true });
		await trigger.poll(latest([old]).source);
		await trigger.poll(latest([thing('b', 'NEW')]).source);

		expect((await trigger.poll(latest([old]).source)).events).toBeNull();
	});
});

describe('A cursor', () => {
	/** A source that counts its polls; `handed` records what was passed to each fetch. */
	function counting(things: () => Snapshot[]) {
		const handed: unknown[] = [];
		const failed: string[][] = [];
		const source: Source<{ polls: number }> = {
			name: 'test:thing',
			initialStates: ['NEW'],
			async fetchLatest(_isTimeUp, { cursor, isExample }) {
				handed.push(isExample ? 'example' : cursor);
				const snapshots = things();
				return {
					snapshots,
					cursor(hasFailed) {
						failed.push(snapshots.map(({ id }) => id).filter(hasFailed));
						return { polls: (cursor?.polls ?? 0) + 1 };
					},
				};
			},
		};
		return { source, handed, failed };
	}

	it('is handed from each poll to the next', async () => {
		const trigger = new Trigger();
		const { source, handed } = counting(() => [thing('a', 'NEW')]);
		for (let polls = 0; polls < 3; polls++) await trigger.poll(source);

		expect(handed).toEqual([undefined, { polls: 1 }, { polls: 2 }]);
	});

	it('is not handed to a source of something else, nor to an example', async () => {
		const trigger = new Trigger();
		const { source, handed } = counting(() => []);
		await trigger.poll(source);
		await trigger.poll(source, { mode: 'manual' });
		await trigger.with('2').poll(source);

		expect(handed).toEqual([undefined, 'example', undefined]);
	});

	it('stays as it was after a poll that throws', async () => {
		const trigger = new Trigger();
		let things = () => [thing('a', 'NEW')];
		const { source, handed } = counting(() => things());
		await trigger.poll(source);
		things = () => {
			throw new Error('no answer');
		};
		await trigger.poll(source);
		things = () => [thing('a', 'DONE')];

		expect((await trigger.poll(source)).events).toEqual(['test:thing:a:DONE']);
		expect(handed).toEqual([undefined, { polls: 1 }, { polls: 1 }]);
	});

	it('is made when it is known of which things an item could not be made', async () => {
		const trigger = new Trigger();
		const toItem = async () => {
			throw new Error('the document is broken');
		};
		const { source, failed } = counting(() => [
			thing('a', 'DONE'),
			thing('b', 'DONE', { toItem }),
			thing('c', 'NEW'),
		]);
		await trigger.poll(counting(() => []).source);
		await trigger.poll(source);

		expect(failed).toEqual([['b']]);
	});
});

describe('Fetch Test Event', () => {
	const manual = { mode: 'manual' as const };

	it('shows the latest thing as if it had just changed, and touches no state', async () => {
		const trigger = new Trigger();
		const things = [
			thing('a', 'NEW', { at: '2026-04-17T08:00:00.000Z' }),
			thing('b', 'DONE', { at: '2026-04-18T08:00:00.000Z' }),
			thing('c', 'NEW', { at: null }),
		];

		const { items } = await trigger.poll(list(things), manual);

		expect(items?.map(({ json }) => json)).toEqual([
			{ eventId: 'test:thing:b:DONE', id: 'b', state: 'DONE', previous: [] },
		]);
		expect(trigger.saved).toEqual({});
	});

	it('shows the latest of which there is something to tell', async () => {
		const unwanted = { toItem: () => undefined };
		const things = [
			thing('a', 'NEW', { at: '2026-04-17T08:00:00.000Z' }),
			thing('b', 'DONE', { at: '2026-04-18T08:00:00.000Z' }),
			thing('c', 'DONE', { at: '2026-04-19T08:00:00.000Z', ...unwanted }),
		];

		expect((await new Trigger().poll(list(things), manual)).events).toEqual(['test:thing:b:DONE']);
	});

	it('shows the last of the things that the user named, and its last state', async () => {
		const { source, fetched } = named([thing('a', 'NEW'), thing('b', ['SENT', 'RECEIVED'])]);

		expect((await new Trigger().poll(source, manual)).events).toEqual(['test:thing:b:RECEIVED']);
		expect(fetched).toEqual(['b']);
	});

	it('shows nothing where there is nothing', async () => {
		expect(await new Trigger().poll(list([]), manual)).toEqual({ events: null, items: null });
	});

	it('works beside a poll that is under way', async () => {
		const trigger = new Trigger();
		let answer = () => {};
		const slow = list([], {
			fetchAll: () => new Promise((resolve) => (answer = () => resolve([]))),
		});
		const underWay = trigger.poll(slow);

		expect((await trigger.poll(list([thing('a', 'DONE')]), manual)).events).toHaveLength(1);
		answer();
		await underWay;
	});
});

describe('Whatever happens', () => {
	interface Step {
		/** Things that change before the poll, and whether that is final. */
		changes: Array<{ thing: number; final: boolean }>;
		/** How many of the things the user watches. */
		watched: number;
		hasTime: boolean;
		/** The request, counted within the poll, at which the provider fails. */
		failsAt: number | null;
		/** Things whose items can't be created. */
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
				/** The version of each thing that has been recorded or emitted. */
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
					const fetched: Array<{ id: string; state: string; final: boolean }> = [];
					let count = 0;
					const source: Source = {
						name: 'test:thing',
						ids: world.map((_, index) => String(index)).slice(0, watched),
						atOnce: AT_ONCE,
						async fetchOne(id) {
							if (count++ === failsAt) throw new Error('the provider fails');
							const { version, final: isFinal } = world[Number(id)];
							const state = `v${version}`;
							fetched.push({ id, state, final: isFinal });
							return thing(id, state, {
								final: isFinal,
								toItem: () => {
									if (isBroken(id)) throw new Error('the item fails');
									return { json: {} };
								},
							});
						},
					};
					const before = trigger.saved;

					const { events, error } = await trigger.poll(source, {
						budgetMs: hasTime ? undefined : 0,
					});

					expect(fetched.filter(({ id }) => final.has(id))).toEqual([]);
					if (error) {
						expect(events).toBeNull();
						expect(trigger.saved).toEqual(before);
						continue;
					}
					const news = fetched.filter(
						({ id, state }) => known.has(id) && known.get(id) !== state && !isBroken(id),
					);
					expect(events ?? []).toEqual(news.map(({ id, state }) => `test:thing:${id}:${state}`));
					for (const { id, state, final: isFinal } of fetched) {
						if (isBroken(id) && known.has(id) && known.get(id) !== state) continue;
						known.set(id, state);
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
					const { source, fetched } = named(
						ids.map((id) => thing(id, 'NEW')),
						{ atOnce },
					);

					for (let polls = 0; polls < Math.ceil(count / atOnce); polls++) {
						await trigger.poll(source, { budgetMs: 0 });
					}

					expect(fetched.slice(0, count)).toEqual(ids);
				},
			),
			{ numRuns: 30 },
		);
	});
});
