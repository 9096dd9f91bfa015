import type { Stage } from '../../tools/engine/stage';
import { chain, start } from '../../tools/engine/chain';
import { newMarker } from '../faults/cell';
import { partsOf, type Operation } from '../faults/operations';

/**
 * Runs an operation twice for the same item: the second time, its request gets a changed copy of the first answer.
 * @param change changes the first answer
 * @returns what the second run outputs, or its error
 */
export async function replayed(
	{ sandbox, engine }: Stage,
	{ provider, key, row }: Operation,
	change: (answer: unknown) => unknown,
) {
	const marker = newMarker();
	const input = (await row.prepare?.({ sandbox, engine }, [marker])) ?? [{ json: { marker } }];
	const node = provider.node(partsOf(key), row.parameters, {
		credentials: { [provider.credential]: { id: marker, name: 'Account' } },
	});
	const data = (row.account ?? provider.account)(sandbox);
	const run = async () =>
		await engine.run(chain(start, node), {
			input,
			credentials: { [provider.credential]: data },
		});
	sandbox.journal.clear();
	await run();
	const on = new RegExp(`^${row.on.replace(/:\w+/g, '[^/]+')}$`);
	const request = sandbox.journal
		.requests()
		.find(({ method, path, carriedOut }) => carriedOut && on.test(`${method} ${path}`));
	const answer: unknown = JSON.parse(request?.carriedOut ?? '{}');
	const fault = { kind: 'status', status: 200, body: change(answer), accept: true } as const;
	sandbox.faults.add({ provider: provider.name, on: row.on, times: 10, fault });
	const { error, items } = await run();
	await sandbox.faults.clear();
	return { answer, error, outputs: items(node.name) };
}

/** A copy of JSON in which each value is what a function makes of it, from the inside out. */
export const mapped = (value: unknown, change: (value: unknown) => unknown): unknown =>
	change(
		Array.isArray(value)
			? value.map((each) => mapped(each, change))
			: typeof value === 'object' && value !== null
				? Object.fromEntries(
						Object.entries(value).map(([name, each]) => [name, mapped(each, change)]),
					)
				: value,
	);
