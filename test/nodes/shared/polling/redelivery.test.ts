import type { IDataObject } from 'n8n-workflow';
import { LONGEST_RESTART, LONGEST_SAVING } from '../../../../nodes/shared/polling/redelivery';
import { poll, type Snapshot, type Source } from '../../../../nodes/shared/polling';
import { chain } from '../../../../tools/engine/chain';
import { LOOKOUT, lookout } from '../../../support/lookout';
import { startEngine, type Engine } from '../../../../tools/engine/engine';

/** The state of each thing, by id. */
let world: Record<string, string>;

const snapshotOf = ([id, state]: [string, string]): Snapshot => ({
	id,
	states: [state],
	final: false,
	toItem: (_state, [previous]) => ({ json: { previous } }),
});

const whole: Source = {
	name: 'test:thing',
	initialStates: ['NEW'],
	fetchAll: async () => Object.entries(world).map(snapshotOf),
};

/** What the trigger under test watches. */
let source: Source;
beforeEach(() => {
	source = whole;
});

const watching = lookout(async function () {
	return await poll(this, source);
});

let engine: Engine;
beforeAll(async () => {
	engine = await startEngine({ extraNodes: { [LOOKOUT]: watching } });
});
afterAll(async () => await engine?.stop());

let processes = 0;

/**
 * An n8n that polls one trigger with its saved static data. The nodes keep what they know in memory by
 * workflow, so another ID is like another process to them.
 */
function startProcess(saved: IDataObject) {
	const staticData = structuredClone(saved);
	const workflow = {
		...chain({ name: 'Lookout', type: LOOKOUT, typeVersion: 1 }),
		id: `process-${++processes}`,
	};
	return {
		poll: async () => {
			const { items } = await engine.poll(workflow, { credentials: {}, staticData });
			return (items ?? []).map(({ json }) => json);
		},
		save: () => structuredClone(staticData),
	};
}

/** The static data that n8n has saved when it is killed right after a poll has emitted two events. */
async function killedAfterEmitting(): Promise<IDataObject> {
	world = { old: 'NEW', quiet: 'NEW' };
	const n8n = startProcess({});
	await n8n.poll();
	world = { old: 'READ', quiet: 'NEW', fresh: 'SENT' };
	expect(await n8n.poll()).toHaveLength(2);
	return n8n.save();
}

/** The saved static data, some time later, by default a quarter of an hour. */
function later(saved: IDataObject, milliseconds = 15 * 60_000): IDataObject {
	const { emitted } = saved.pollState as { emitted: Array<{ at: number; last: number }> };
	for (const emission of emitted) {
		emission.at -= milliseconds;
		emission.last -= milliseconds;
	}
	return saved;
}

/** The result of something that is done after the given milliseconds. */
async function passing<Result>(milliseconds: number, done: () => Promise<Result>): Promise<Result> {
	const clock = jest.spyOn(Date, 'now').mockReturnValue(Date.now() + milliseconds);
	try {
		return await done();
	} finally {
		clock.mockRestore();
	}
}

const emitted = [
	{ eventId: 'test:thing:old:READ', previous: 'NEW' },
	{ eventId: 'test:thing:fresh:SENT', previous: 'NEW' },
];

describe('What was emitted right before n8n ended, of which its execution may not have been saved', () => {
	it('is emitted again when n8n starts, once', async () => {
		const restarted = startProcess(await killedAfterEmitting());
		expect(await restarted.poll()).toEqual(emitted);
		expect(await restarted.poll()).toEqual([]);
	});

	it('is emitted again as often as n8n is killed within minutes', async () => {
		let saved = await killedAfterEmitting();
		for (let kills = 0; kills < 3; kills++) {
			const restarted = startProcess(saved);
			expect(await restarted.poll()).toEqual(emitted);
			saved = restarted.save();
		}
	});

	it('is emitted again after a second crash, with what was emitted in between', async () => {
		const restarted = startProcess(later(await killedAfterEmitting(), 2 * 60_000));
		expect(await restarted.poll()).toEqual(emitted);
		world = { ...world, quiet: 'READ' };
		const fresh = await restarted.poll();
		expect(fresh).toHaveLength(1);
		const again = await startProcess(restarted.save()).poll();
		expect(again).toHaveLength(3);
		expect(again).toEqual(expect.arrayContaining([...emitted, ...fresh]));
	});

	it('is emitted again once, however often n8n is started then', async () => {
		const once = startProcess(later(await killedAfterEmitting()));
		expect(await once.poll()).toEqual(emitted);
		let saved = once.save();
		for (let restarts = 0; restarts < 3; restarts++) {
			const restarted = startProcess(saved);
			expect(await restarted.poll()).toEqual([]);
			saved = restarted.save();
		}
	});

	it('is emitted again alone if it has been emitted since', async () => {
		const once = startProcess(later(await killedAfterEmitting()));
		world = { ...world, quiet: 'READ', fresh: 'READ' };
		expect((await once.poll()).map(({ eventId }) => eventId)).toEqual([
			'test:thing:old:READ',
			'test:thing:quiet:READ',
			'test:thing:fresh:READ',
		]);
		const again = await startProcess(once.save()).poll();
		expect(again.map(({ eventId }) => eventId)).toEqual([
			'test:thing:quiet:READ',
			'test:thing:fresh:READ',
		]);
	});

	it('is emitted again also if the first poll fails', async () => {
		const restarted = startProcess(await killedAfterEmitting());
		const shown = world;
		world = null as never;
		await restarted.poll();
		world = shown;
		expect(await restarted.poll()).toEqual(emitted);
	});

	it('is emitted again also if the provider fails for long then', async () => {
		const restarted = startProcess(await killedAfterEmitting());
		const shown = world;
		world = null as never;
		await restarted.poll();
		world = shown;
		expect(await passing(LONGEST_RESTART + 1, restarted.poll)).toEqual(emitted);
	});

	it('is emitted once with what has changed since', async () => {
		const saved = await killedAfterEmitting();
		world = { ...world, quiet: 'READ', fresh: 'READ' };
		const events = await startProcess(saved).poll();
		expect(events.map(({ eventId }) => eventId)).toEqual([
			'test:thing:old:READ',
			'test:thing:quiet:READ',
			'test:thing:fresh:READ',
		]);
	});

	it('is not emitted again in a process that has emitted it', async () => {
		world = { thing: 'NEW' };
		const n8n = startProcess({});
		await n8n.poll();
		world = { thing: 'READ' };
		expect(await n8n.poll()).toHaveLength(1);
		expect(await n8n.poll()).toEqual([]);
	});

	it('is emitted again with what was emitted seconds before it, each thing from its first state on', async () => {
		world = { early: 'NEW', both: 'NEW', late: 'NEW' };
		const n8n = startProcess({});
		await n8n.poll();
		world = { ...world, early: 'READ', both: 'SENT' };
		const first = await n8n.poll();
		await n8n.poll();
		world = { ...world, both: 'READ', late: 'READ' };
		const second = await n8n.poll();
		expect([first, second].map(({ length }) => length)).toEqual([2, 2]);

		const restarted = startProcess(n8n.save());
		expect(await restarted.poll()).toEqual([
			{ eventId: 'test:thing:early:READ', previous: 'NEW' },
			{ eventId: 'test:thing:both:READ', previous: 'NEW' },
			{ eventId: 'test:thing:late:READ', previous: 'NEW' },
		]);
		expect(await restarted.poll()).toEqual([]);
	});

	it('is not emitted again once a poll was saved after it by which n8n has saved its execution', async () => {
		world = { thing: 'NEW' };
		const n8n = startProcess({});
		await n8n.poll();
		world = { thing: 'READ' };
		await n8n.poll();
		await passing(LONGEST_SAVING, n8n.poll);
		expect(await startProcess(n8n.save()).poll()).toEqual([]);
	});

	it('is not emitted again when n8n was down for long', async () => {
		const restarted = startProcess(await killedAfterEmitting());
		expect(await passing(LONGEST_RESTART + 1, restarted.poll)).toEqual([]);
	});
});

describe('A source that reads on where the poll before has stopped', () => {
	const onward: Source<number> = {
		name: 'test:thing',
		initialStates: [],
		async fetchLatest(_isTimeUp, { cursor = 0 }) {
			const all = Object.entries(world);
			return { snapshots: all.slice(cursor).map(snapshotOf), cursor: () => all.length };
		},
	};

	it('reads again what is emitted again, once, and no more than that', async () => {
		source = onward;
		world = { old: 'SENT' };
		const n8n = startProcess({});
		await n8n.poll();
		world = { ...world, quiet: 'SENT' };
		await n8n.poll();
		world = { ...world, fresh: 'SENT' };
		const events = await passing(LONGEST_SAVING, n8n.poll);
		expect(events).toMatchObject([{ eventId: 'test:thing:fresh:SENT' }]);

		let restarted = startProcess(later(n8n.save()));
		expect(await restarted.poll()).toEqual(events);
		restarted = startProcess(restarted.save());
		expect(await restarted.poll()).toEqual([]);
	});
});

describe('A source that shows more than can be kept in mind', () => {
	const FIRST = Date.UTC(2020, 0, 1);

	it('emits again what was new, and nothing that has made room for it', async () => {
		const name = (index: number) => String(index).padStart(60, '0');
		source = {
			...whole,
			fetchAll: async () =>
				Object.entries(world).map(([id, state], index) => ({
					...snapshotOf([id, state]),
					final: state === 'SENT',
					createdAt: FIRST + index,
				})),
		};
		world = Object.fromEntries(Array.from({ length: 12_000 }, (_, index) => [name(index), 'SENT']));
		const n8n = startProcess({});
		await n8n.poll();
		const fresh = [name(12_000), name(12_001)];
		for (const id of fresh) world[id] = 'SENT';
		const events = await n8n.poll();
		expect(events.map(({ eventId }) => eventId)).toEqual(
			fresh.map((id) => `test:thing:${id}:SENT`),
		);

		const restarted = startProcess(n8n.save());
		expect(await restarted.poll()).toEqual(events);
		expect(await restarted.poll()).toEqual([]);
	});

	it('keeps what it emitted last if what it emitted before that has no room beside it', async () => {
		const name = (index: number) => String(index).padStart(60, '0');
		const addUpTo = (count: number) => {
			for (let index = 0; index < count; index++) world[name(index)] ??= 'SENT';
		};
		source = whole;
		world = {};
		const n8n = startProcess({});
		await n8n.poll();
		const counts = [];
		for (const count of [1, 8_000, 16_000]) {
			addUpTo(count);
			counts.push((await n8n.poll()).length);
		}
		expect(counts).toEqual([1, 7_999, 8_000]);
		const { emitted: all } = n8n.save().pollState as { emitted: Array<{ before: object }> };
		expect(all.map(({ before }) => Object.keys(before).length)).toEqual([8_000]);
	});
});
