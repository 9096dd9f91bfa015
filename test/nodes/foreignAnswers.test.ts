import type { IDataObject } from 'n8n-workflow';
import { chain, start } from '../../tools/engine/chain';
import { setStage } from '../../tools/engine/stage';
import { PROVIDERS } from '../../tools/providers';
import { newMarker } from '../faults/cell';
import { operationsOf, partsOf } from '../faults/operations';

/**
 * A success with unrelated JSON, such as a gateway's notice, says nothing about what was requested: it is not an
 * empty list, not a thing without a status, and not an event. It does not prove that something was changed, nor that it
 * was not.
 */
const stage = setStage();

beforeAll(() => {
	for (const { sandboxSettings } of PROVIDERS) sandboxSettings.liftLimits?.(stage.sandbox);
});

const NOTICE = { message: 'Down for maintenance' };

const BODIES = [NOTICE, {}, { success: true }].map((body) => [JSON.stringify(body), body] as const);

/** A list may be a bare array, so an empty one is a valid answer to the request for a list. */
const EMPTY = ['[]', []] as const;

/** Reads that return a list, or search one. */
const LISTED = ['stemp email.get', 'stemp email.getEvents'];

const all = PROVIDERS.flatMap((provider) =>
	operationsOf(provider).map((operation) => ({
		...operation,
		name: `${provider.title}, ${operation.title}`,
	})),
);
const reads = all.filter(({ row }) => row.kind === 'read');
const changes = all.filter(({ row }) => row.kind !== 'read');

/** Runs an operation for one item while every request is answered by a success with this body. */
async function runAnswered({ provider, key, row }: (typeof all)[number], body: unknown) {
	const { sandbox, engine } = stage;
	const data = (row.account ?? provider.account)(sandbox);
	// A token exists already, so that only the operation gets the answer.
	await engine.testCredential(provider.credential, data);
	const input = (await row.prepare?.(stage, [newMarker()])) ?? [{ json: { marker: newMarker() } }];
	const fault = { kind: 'status', status: 200, body } as const;
	sandbox.faults.add({ provider: provider.name, times: 20, fault });
	const node = provider.node(partsOf(key), row.parameters);
	const credentials = { [provider.credential]: data };
	const { error, items } = await engine.run(chain(start, node), { input, credentials });
	await sandbox.faults.clear();
	return { error, outputs: items(node.name) };
}

describe.each(reads)('$name', (operation) => {
	const { provider, key } = operation;
	const isList = key in provider.lists || LISTED.includes(`${provider.name} ${key}`);

	it.each(isList ? BODIES : [...BODIES, EMPTY])('takes %s for no answer', async (_, body) => {
		const { error, outputs } = await runAnswered(operation, body);
		expect(outputs).toEqual([]);
		expect(error?.message).toMatch(
			/answered: (an answer that can not be read|Down for maintenance)/,
		);
	});
});

/** PEC Massiva answers its deletions so. */
const CONFIRMED = JSON.stringify({ success: true });

describe.each(changes)('$name', (operation) => {
	const { provider, key } = operation;
	const isConfirmed = provider.name === 'pecMassiva' && key.includes('.delete');
	const foreign = [...BODIES, EMPTY].filter(([name]) => !(isConfirmed && name === CONFIRMED));

	it.each(foreign)('may have been carried out after %s', async (_, body) => {
		const { error, outputs } = await runAnswered(operation, body);
		expect(outputs).toEqual([]);
		expect(error?.message).toMatch(/^May have been /);
		expect(error?.context?.outcome).toBe('maybeSent');
	});
});

const events = PROVIDERS.flatMap((provider) =>
	provider.pollEvents.events.map((each) => ({ provider, ...each })),
);

let workflows = 0;

describe.each(events)('The event $title of $provider.title', ({ provider, ...event }) => {
	it.each(BODIES)('is not told after %s, and then as usual', async (_, body) => {
		const { sandbox, engine } = stage;
		const thing = await event.thing(sandbox, `foreign${++workflows}`);
		const parameters = { event: event.event, ...event.parameters, ...thing.parameters };
		const workflow = {
			id: `foreign-${workflows}`,
			...chain({ ...provider.trigger.node, parameters }),
		};
		const data = provider.account(sandbox);
		await engine.testCredential(provider.credential, data);
		const credentials = { [provider.credential]: data };
		const staticData: IDataObject = {};
		const told: unknown[] = [];
		const poll = async () => {
			const { items } = await engine.poll(workflow, { credentials, staticData });
			const own = (items ?? []).filter(({ json }) => JSON.stringify(json).includes(thing.name));
			told.push(...own.map(({ json }) => json.eventId));
		};
		await poll();
		sandbox.faults.add({
			provider: provider.name,
			times: 50,
			fault: { kind: 'status', status: 200, body },
		});
		await poll();
		await sandbox.faults.clear();
		await poll();
		expect(told).toEqual([]);
		await thing.come?.();
		sandbox.clock.advance(thing.changesIn ?? { minutes: 10 });
		for (let polls = 0; polls < 3; polls++) await poll();
		expect(told).toHaveLength(1);
	});
});
