import type { IDataObject, INodeType } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';
import { LONGEST_RESTART } from '../../../nodes/shared/polling/doubt';
import { poll } from '../../../nodes/shared/polling';
import { chain } from '../../support/chain';
import { startEngine, type Engine } from '../../support/engine';

/** What there is to see, by id. */
let world: Record<string, string>;

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
	async poll() {
		return await poll(this, {
			name: 'test:thing',
			initialMarks: ['NEW'],
			lookAtAll: async () =>
				Object.entries(world).map(([id, mark]) => ({
					id,
					marks: [mark],
					final: false,
					toItem: (_mark, [previous]) => ({ json: { previous } }),
				})),
		});
	},
};

let engine: Engine;
beforeAll(async () => {
	engine = await startEngine({ extraNodes: { 'test.lookout': lookout } });
});
afterAll(async () => await engine?.stop());

let processes = 0;

/**
 * An n8n that polls one trigger with what was saved for it. What the nodes know of their process they
 * know by workflow: another ID is another process to them.
 */
function startProcess(saved: IDataObject) {
	const staticData = structuredClone(saved);
	const workflow = {
		...chain({ name: 'Lookout', type: 'test.lookout', typeVersion: 1 }),
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

/** What n8n has saved when it is killed right after a poll has told of two things. */
async function killedAfterTelling(): Promise<IDataObject> {
	world = { old: 'NEW', quiet: 'NEW' };
	const n8n = startProcess({});
	await n8n.poll();
	world = { old: 'READ', quiet: 'NEW', fresh: 'SENT' };
	expect(await n8n.poll()).toHaveLength(2);
	return n8n.save();
}

const told = [
	{ eventId: 'test:thing:old:READ', previous: 'NEW' },
	{ eventId: 'test:thing:fresh:SENT', previous: 'NEW' },
];

describe('What was told right before n8n ended, of which its execution may not have been saved', () => {
	it('is told again when n8n starts, once', async () => {
		const restarted = startProcess(await killedAfterTelling());
		expect(await restarted.poll()).toEqual(told);
		expect(await restarted.poll()).toEqual([]);
	});

	it('is told again also if the first poll fails', async () => {
		const restarted = startProcess(await killedAfterTelling());
		const seen = world;
		world = null as never;
		await restarted.poll();
		world = seen;
		expect(await restarted.poll()).toEqual(told);
	});

	it('is told once with what has changed since', async () => {
		const saved = await killedAfterTelling();
		world = { ...world, quiet: 'READ', fresh: 'READ' };
		const events = await startProcess(saved).poll();
		expect(events.map(({ eventId }) => eventId)).toEqual([
			'test:thing:old:READ',
			'test:thing:quiet:READ',
			'test:thing:fresh:READ',
		]);
	});

	it('is not told again in a process that has told it', async () => {
		world = { thing: 'NEW' };
		const n8n = startProcess({});
		await n8n.poll();
		world = { thing: 'READ' };
		expect(await n8n.poll()).toHaveLength(1);
		expect(await n8n.poll()).toEqual([]);
	});

	it('is not told again once a later poll was saved', async () => {
		world = { thing: 'NEW' };
		const n8n = startProcess({});
		await n8n.poll();
		world = { thing: 'READ' };
		await n8n.poll();
		await n8n.poll();
		expect(await startProcess(n8n.save()).poll()).toEqual([]);
	});

	it('is not told again when n8n was down for long', async () => {
		const saved = await killedAfterTelling();
		const later = Date.now() + LONGEST_RESTART + 1;
		const clock = jest.spyOn(Date, 'now').mockReturnValue(later);
		try {
			expect(await startProcess(saved).poll()).toEqual([]);
		} finally {
			clock.mockRestore();
		}
	});
});
