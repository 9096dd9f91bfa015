import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { chain, start } from '../../../../tools/engine/chain';
import { savedWorkflow } from '../../../../tools/engine/savedWorkflow';
import { setStage } from '../../../../tools/engine/stage';
import { PROVIDERS } from '../../../../tools/providers';

const stage = setStage();

beforeAll(() => {
	for (const { sandboxSettings } of PROVIDERS) sandboxSettings.liftLimits?.(stage.sandbox);
});

/** Keys of the same message in two executions that look the same to a person. */
const SAME: Array<[what: string, first: unknown, second: unknown]> = [
	['with spaces around it', 'A-1', ' A-1 '],
	['with a line break behind it', 'A-1\n', 'A-1'],
	['as a number and as text', 7001, '7001'],
	['with an accent as a character of its own', 'caf\u00e9-1', 'cafe\u0301-1'],
	['with a Hangul syllable in its parts', '\ud55c-1', '\u1112\u1161\u11ab-1'],
];

const OTHER: Array<[what: string, first: unknown, second: unknown]> = [
	['in capitals', 'A-2', 'a-2'],
	['with another digit', 'A-2', 'A-02'],
	['with an accent', 'cafe-2', 'caf\u00e9-2'],
];

let workflows = 0;

describe.each(PROVIDERS)('A deduplication key of $title', (provider) => {
	const { credential, account, node, sending } = provider;
	const { options } = sending.parameters as { options?: INodeParameters };

	/** How many messages result from executions of a workflow whose items differ only in the key. */
	async function accepted(...keys: unknown[]) {
		const [item] = sending.items(stage.sandbox, 1) as INodeExecutionData[];
		const send = node(sending.operation, {
			...sending.parameters,
			options: { ...options, deduplicationKey: '={{ $json.key }}' },
		});
		const id = `keys-${++workflows}`;
		const workflow = savedWorkflow(stage, () => ({ ...chain(start, send), id }));
		const credentials = { [credential]: account(stage.sandbox) };
		stage.sandbox.journal.clear();
		for (const key of keys) {
			const input = [{ ...item, json: { ...item.json, key } }] as INodeExecutionData[];
			const { error } = await workflow.run({ input, credentials });
			expect(error?.message).toBeUndefined();
		}
		return stage.sandbox.journal.accepted().length;
	}

	it.each(SAME)('is the same %s', async (_, first, second) => {
		expect(await accepted(first, second)).toBe(1);
	});

	it.each(OTHER)('is another one %s', async (_, first, second) => {
		expect(await accepted(first, second)).toBe(2);
	});
});
