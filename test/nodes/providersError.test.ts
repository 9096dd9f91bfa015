import { isObject } from '../../nodes/shared/json';
import { setStage } from '../../tools/engine/stage';
import { PROVIDERS } from '../../tools/providers';
import { operationsOf } from '../faults/operations';
import { mapped, replayed } from '../support/replayed';

/** n8n takes an item with an `error` for a failed one, so a field of this name in an answer must not stay one. */
const stage = setStage();

beforeAll(() => {
	for (const { sandboxSettings } of PROVIDERS) sandboxSettings.liftLimits?.(stage.sandbox);
});

const operations = PROVIDERS.flatMap((provider) =>
	operationsOf(provider).map((operation) => ({
		...operation,
		name: `${provider.title}, ${operation.title}`,
	})),
);

/** The operations whose outputs have what the answer has. */
const renamed: string[] = [];

it.each(operations)('$name has no error of the provider as its own', async (operation) => {
	const { outputs } = await replayed(stage, operation, (answer) =>
		mapped(answer, (value) => (isObject(value) ? { ...value, error: 'E-77' } : value)),
	);
	expect(outputs.filter(({ json }) => 'error' in json)).toEqual([]);
	if (outputs.some(({ json }) => json.providerError === 'E-77')) renamed.push(operation.name);
});

it.each(operations.filter(({ row }) => row.kind !== 'read'))(
	'$name was not done before because a field of the answer is called so',
	async (operation) => {
		const { outputs } = await replayed(stage, operation, (answer) =>
			mapped(answer, (value) => (isObject(value) ? { ...value, alreadySent: true } : value)),
		);
		expect(outputs.filter(({ json }) => 'alreadySent' in json)).toEqual([]);
	},
);

it('The field has another name where the fields of an answer are output', () => {
	expect(renamed).toEqual(expect.arrayContaining(['Stampee, Message: Get', 'stemp, User: Get']));
	expect(renamed.length).toBeGreaterThan(15);
});
