import { PROVIDERS } from '../../tools/providers';
import { chain, start } from '../../tools/engine/chain';
import { setStage } from '../../tools/engine/stage';
import { newMarker } from '../faults/cell';
import { operationsOf, partsOf, type Operation } from '../faults/operations';
import { mapped, replayed } from '../support/replayed';
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

/** Operations whose request names the thing, so that the answer need not. */
const isOfNamed = ({ key }: Operation) => /^(delete|update)/.test(partsOf(key)[1]);

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

/** PEC Massiva says no more of a deletion than that it succeeded. */
const isConfirmed = ({ provider, key }: Operation, body: object) =>
	provider.name === 'pecMassiva' && key.includes('.delete') && 'success' in body;

describe.each(named(sends.filter((each) => !isFound(each))))('%s', (_title, operation) => {
	const unclear = answers.filter(([, body]) => !isConfirmed(operation, body));
	it.each(unclear)('may have been done, if the answer is %s', async (_, body) => {
		expect(await outcomeOf(operation, body)).toBe('maybeSent');
	});
});

/** Values that can't be an ID, or are rounded by JSON, so that they would name something else. */
const NO_IDS = [false, true, 0, -1, 1.5, 2 ** 53, 1e25, null, '', {}, []];

/** Text is an ID whatever it says, and so is a number that arrives as it was sent. */
const IDS = [7, Number.MAX_SAFE_INTEGER, 'x', 'false', '0', '9'.repeat(30)];

/** PEC Massiva also gives the reason of a failure in the place of its ID, so a text without digits is none. */
const WORDS = ['x', 'false', 'SMTP Error: could not connect to host 10.0.0.1'];

const mayBeReason = ({ provider }: Operation) => provider.name === 'pecMassiva';

const idsOf = (operation: Operation) =>
	IDS.filter((value) => !(mayBeReason(operation) && WORDS.includes(String(value))));

const noIdsOf = (operation: Operation) => (mayBeReason(operation) ? [...NO_IDS, ...WORDS] : NO_IDS);

/** What a provider is sent by the ID that it answers. PostageApp's are those of the request. */
const identified = sends.filter((each) => !isOfNamed(each) && !showsItself(each));

/** The same answer with another value for each ID. */
const withIds =
	({ row }: Operation, value: unknown) =>
	(answer: unknown) => {
		const ids = row.ids!(answer);
		return mapped(answer, (each) => (ids.includes(each as string) ? value : each));
	};

describe.each(named(identified))('%s', (_title, operation) => {
	it.each(noIdsOf(operation).map((value) => [value]))(
		'may have been done, if its ID is %j, which the failure shows',
		async (value) => {
			const { answer, error, outputs } = await replayed(
				stage,
				operation,
				withIds(operation, value),
			);
			expect(operation.row.ids!(answer)).not.toEqual([]);
			// The content of a document proves which one it is in the provider's lists.
			const isLookedUp = outputs.length > 0 && operation.key === 'signature.request';
			if (isLookedUp) return expect(outputs[0].json.uuid).toMatch(/^[\da-f-]{36}$/);
			expect(outputs).toEqual([]);
			expect(error?.context).toMatchObject({ outcome: 'maybeSent' });
			const answered = error?.context?.answeredIds as unknown[];
			expect(answered.map((id) => id ?? '')).toContainEqual(value ?? '');
		},
	);

	it.each(idsOf(operation).map((value) => [value]))('is done, if its ID is %j', async (value) => {
		const { error, outputs } = await replayed(stage, operation, withIds(operation, value));
		expect(error).toBeUndefined();
		expect(JSON.stringify(outputs)).toContain(String(value));
	});
});

describe.each(named(sends.filter(isFound)))('%s', (_title, operation) => {
	it.each(answers)('is looked up, if the answer is %s', async (_, body) => {
		expect(await outcomeOf(operation, body)).toEqual(
			expect.objectContaining({ uid: expect.stringMatching(/./) as unknown }),
		);
	});
});

it('Most sends are identified by their answers', () => {
	expect(identified.length).toBeGreaterThan(7);
});
