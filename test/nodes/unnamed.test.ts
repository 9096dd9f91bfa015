import { PROVIDERS } from '../../tools/providers';
import { chain, start } from '../../tools/engine/chain';
import { setStage } from '../../tools/engine/stage';
import { newMarker } from '../faults/cell';
import { operationsOf, partsOf, type Operation } from '../faults/operations';
import { failureIn } from '../support/failedItems';

/**
 * A success that does not identify what was accepted does not prove anything: a gateway's own page may be JSON, too.
 */
const stage = setStage();

beforeAll(() => {
	for (const { sandboxSettings } of PROVIDERS) sandboxSettings.liftLimits?.(stage.sandbox);
});

/** Successes without information. */
const BODIES = [{}, [], { success: true, message: 'ok', status: 'ok' }, { messages: [], data: {} }];

/** The request of a deletion names the thing, so its answer need not. */
const isDeletion = ({ key }: Operation) => partsOf(key)[1].startsWith('delete');

const sends = PROVIDERS.flatMap(operationsOf).filter(({ row }) => row.kind !== 'read');

/** The outcome of an item whose provider gives this answer and carries the request out. */
async function outcomeOf({ provider, key, row }: Operation, body: unknown) {
	const markers = [newMarker()];
	const { sandbox, engine } = stage;
	const input = (await row.prepare?.(stage, markers)) ?? [{ json: { marker: markers[0] } }];
	const fault = { kind: 'status', status: 200, body, accept: true } as const;
	sandbox.faults.add({ provider: provider.name, on: row.on, times: 10, fault });
	const node = provider.node(partsOf(key), row.parameters, {
		onError: 'continueRegularOutput',
		credentials: { [provider.credential]: { id: markers[0], name: 'Account' } },
	});
	const { items } = await engine.run(chain(start, node), {
		input,
		credentials: { [provider.credential]: (row.account ?? provider.account)(sandbox) },
	});
	await sandbox.faults.clear();
	const [output] = items(node.name);
	return failureIn(output)?.details.outcome ?? output.json;
}

const title = ({ provider, title: name }: Operation) => `${provider.title}, ${name}`;

const named = (all: Operation[]) => all.map((each) => [title(each), each] as const);

/** Operations that can be looked up at the provider by a name from the request. */
const isFound = ({ row }: Operation) =>
	['by key', 'by name'].includes((row.kind !== 'setting' && row.deduplication?.knowledge) || '');

/** Providers whose answers show where they come from, and need not name anything. */
const showsItself = ({ provider }: Operation) => provider.name === 'postageApp';

const answers = BODIES.map((body) => [JSON.stringify(body), body] as const);

describe.each(named(sends.filter((each) => !isFound(each))))('%s', (_title, operation) => {
	const isOver = isDeletion(operation) && !showsItself(operation);
	it.each(answers)(
		`${isOver ? 'is done' : 'may have been done'}, if the answer is %s`,
		async (_, body) => {
			const outcome = await outcomeOf(operation, body);
			expect(outcome).toEqual(isOver ? expect.objectContaining({ deleted: true }) : 'maybeSent');
		},
	);
});

describe.each(named(sends.filter(isFound)))('%s', (_title, operation) => {
	it.each(answers)('is looked up, if the answer is %s', async (_, body) => {
		expect(await outcomeOf(operation, body)).toEqual(
			expect.objectContaining({ uid: expect.stringMatching(/./) as unknown }),
		);
	});
});

it('Not all operations can be looked up or are deletions', () => {
	expect(sends.filter((each) => !isFound(each) && !isDeletion(each)).length).toBeGreaterThan(9);
});
