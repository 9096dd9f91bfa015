import type { Fault, FaultRule } from '../../sandbox/faults';
import { chain, start } from '../../tools/engine/chain';
import { setStage } from '../../tools/engine/stage';
import { newMarker } from '../faults/cell';
import { LATE_OPERATIONS } from '../faults/late/operations';
import { partsOf, withKey } from '../faults/operations';
import { itemsFor, type KeyedOperation } from '../once/operations';

const stage = setStage();

/** What the provider does from the lost answer on, to all that it is asked. */
const ANSWERS: Array<[string, Fault]> = [
	[
		'429 for ten minutes',
		{ kind: 'status', status: 429, headers: { 'retry-after': '600' }, body: {} },
	],
	['nothing', { kind: 'silence', accept: false }],
	['in drops', { kind: 'trickle', seconds: 900 }],
];

/** The longest pauses of a lookup, its last attempt, and ten minutes in which a provider counts, in seconds. */
const AT_MOST = 30 + 15 + 600;

/** The sends that are looked up, each with the proof that lets its lookup take as long as it may. */
const SENDS = LATE_OPERATIONS.map((operation) => ({
	...operation,
	...(operation.takesKey && { row: withKey(operation).row }),
}));

describe.each(SENDS)(
	'A lost send that is looked up ($title)',
	({ provider, key, row, ...rest }) => {
		const { name, account, credential, node } = provider;

		it.each(ANSWERS)('ends in time where the provider answers %s', async (_, fault) => {
			await stage.restartN8n();
			const operation = { provider, key, row, ...rest } as unknown as KeyedOperation;
			const input = await itemsFor(operation, stage, [newMarker()]);
			let leftAt = 0;
			const lost: FaultRule = {
				provider: name,
				on: row.on,
				times: 4,
				fault: { kind: 'resetBefore' },
			};
			stage.sandbox.faults.add(lost, () => {
				if (leftAt === 0) stage.sandbox.faults.add({ provider: name, times: 1_000, fault });
				leftAt = Date.now();
			});

			const { error } = await stage.engine.run(chain(start, node(partsOf(key), row.parameters)), {
				input,
				credentials: { [credential]: (row.account ?? account)(stage.sandbox) },
			});

			expect(error?.message).toMatch(/^May have been /);
			expect(leftAt).toBeGreaterThan(0);
			expect((Date.now() - leftAt) / 1000).toBeLessThan(AT_MOST);
		});
	},
);
