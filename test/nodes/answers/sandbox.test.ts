import type { INodeType } from 'n8n-workflow';
import { isObject } from '../../../nodes/shared/json';
import packageJson from '../../../package.json';
import { startSandbox } from '../../../sandbox';
import { chain, start } from '../../../tools/engine/chain';
import { instanceFrom, operationsOf as publishedBy } from '../../../tools/engine/published';
import { setStage } from '../../../tools/engine/stage';
import type { Answers } from '../../../tools/providers/answers';
import { PROVIDERS } from '../../../tools/providers';
import { markersOnly } from '../../../tools/providers/operations';
import { newMarker } from '../../faults/cell';
import { operationsOf, partsOf, type Operation } from '../../faults/operations';
import {
	give,
	isAmong,
	isTo,
	isUnheardOf,
	leavesOf,
	MEANINGFUL,
	withDistinctValues,
	withUnheardOf,
	type Leaf,
} from './answer';
import { noteAnswers } from './noted';

/**
 * Tests every answer of the sandbox, which follows the providers' documentation: each of its fields is in the output
 * with Simplify off, and so are additional fields that no page mentions. Its values are made distinct first, so that
 * each can be recognized.
 */
const stage = setStage();

afterEach(() => jest.restoreAllMocks());

/** The answer, about something else: each requested thing is replaced by another one. */
const withOther = (told: object, before: unknown[], now: unknown[]): object =>
	JSON.parse(
		before.reduce<string>(
			(text, value, index) => text.split(String(value)).join(String(now[index])),
			JSON.stringify(told),
		),
	) as object;

/** Whether the value alone shows where it comes from. */
const isDistinct = (leaf: Leaf) => !isUnheardOf(leaf) && !MEANINGFUL.includes(leaf.name);

/** The path of the object that contains a value. */
const parentOf = ({ path, name }: Leaf) => path.slice(0, path.lastIndexOf(name));

/** The paths that are not among the others. */
const without = (paths: string[], others: string[]) =>
	paths.filter((path) => !others.includes(path));

/** An answer without what it repeats of its request. */
function withoutRepeated(told: object, { repeats }: Answers): object {
	const [object, name] = repeats ?? [];
	const entries = Object.entries(told).map(([key, value]: [string, unknown]) => [
		key,
		key === object ? { ...(value as object), [name!]: null } : value,
	]);
	return Array.isArray(told) ? told : (Object.fromEntries(entries) as object);
}

const descriptions = packageJson.n8n.nodes.map((file) => instanceFrom<INodeType>(file).description);

/** Operations that have the parameter Simplify. */
const canSimplify = (node: string, key: string) =>
	publishedBy(descriptions.find(({ name }) => name === node)!).some(
		({ resource, operation, parameters }) =>
			partsOf(key).join() === [resource.value, operation.value].join() &&
			parameters.some(({ name }) => name === 'simplify'),
	);

describe.each(PROVIDERS)('What $title answers', (provider) => {
	const { name, answers } = provider;

	/**
	 * Runs an operation for one item, in a separate sandbox.
	 * @param like an earlier run, whose answer it gets with distinct values; if absent, the sandbox answers as usual
	 */
	async function run({ key, row }: Operation, like?: { told: object; asked: unknown[] }) {
		const sandbox = await startSandbox();
		provider.sandboxSettings.liftLimits?.(sandbox);
		const markers = [newMarker()];
		const prepare = row.prepare ?? markersOnly;
		const items = await prepare({ engine: stage.engine, sandbox }, markers);
		const asked = Object.values(items[0].json);
		const told = like && withOther(withoutRepeated(like.told, answers), like.asked, asked);
		const body = told && withDistinctValues(withUnheardOf(told), sandbox[name].url, asked);
		if (body) give(sandbox, name, row.on, body);
		const parameters = {
			...row.parameters,
			...(canSimplify(name, key) && { simplify: false }),
			...answers.parameters?.[key],
		};
		const node = provider.node(partsOf(key), parameters, {});
		const noted = noteAnswers();
		const result = await stage.engine.run(chain(start, node), {
			input: items,
			credentials: { [provider.credential]: (row.account ?? provider.account)(sandbox) },
		});
		jest.restoreAllMocks();
		await sandbox.stop();
		expect(result.error?.message).toBeUndefined();
		const outputs = result.items(node.name).map(({ json }) => json);
		return { outputs, noted, body, asked };
	}

	it.each(operationsOf(provider).map((operation) => [operation.title, operation] as const))(
		'is in the output of %s',
		async (_, operation) => {
			const first = await run(operation);
			const answered = first.noted.filter(({ to }) => isTo(to)(operation.row.on)).at(-1)?.body;
			if (!isObject(answered) && !Array.isArray(answered)) return;
			const { outputs, body } = await run(operation, { told: answered, asked: first.asked });

			const leftOut = { ...answers.leftOut, ...answers.leftOutOf?.[operation.key] };
			const out = leavesOf(outputs);
			const all = leavesOf(body);
			const told = all.filter((leaf) => !(leaf.name in leftOut) && !(leaf.path in leftOut));
			// Other fields of an object that is left out are not required either.
			const unwanted = new Set(all.filter(({ path }) => path in leftOut).map(parentOf));
			const things = new Set(
				told.filter((leaf) => isDistinct(leaf) && isAmong(leaf, out)).map(parentOf),
			);
			const missing = told
				.filter(
					(leaf) =>
						!isUnheardOf(leaf) || (things.has(parentOf(leaf)) && !unwanted.has(parentOf(leaf))),
				)
				.filter((leaf) => !isAmong(leaf, out))
				.map(({ path }) => path);
			const known = answers.missing?.[operation.key] ?? [];
			const file = `tools/providers/${name}/answers.ts`;
			expect([
				...without(missing, known).map(
					(path) =>
						`${file}: '${path}' is in the answer and not in the output; name it in 'leftOut' with the reason, or put it out`,
				),
				...without(known, missing).map(
					(path) => `${file}: '${path}' is put out by now; take it out of 'missing'`,
				),
			]).toEqual([]);
		},
	);
});
