import type { INodeParameters } from 'n8n-workflow';
import { chain, start } from '../../../tools/engine/chain';
import { newMarker, type CellResult } from '../cell';
import type { FaultCase } from '../faults';
import { logged } from '../log';
import type { Mode } from '../modes';
import { operationsOf } from '../operations';
import type { Provider } from '../../../tools/providers';
import type { Environment } from '../../../tools/providers/operations';
import { failuresOf, outcomesOf, isFailed, outputsOf, pairedWith, problemsIn } from '../userView';

/** A workflow, generated or edited by hand, with a resource or operation that the node does not have. */
export interface UnknownCase extends FaultCase {
	/** @param known the resource and the operation that the node has */
	ask: (known: [string, string]) => [resource: unknown, operation: unknown];
}

/** Resources and operations in workflows that no node has. */
export const UNKNOWN_CASES: UnknownCase[] = [
	{ name: 'unknown resource', ask: ([, operation]) => ['letter', operation] },
	{ name: 'unknown operation', ask: ([resource]) => [resource, 'transmit'] },
	{ name: 'both unknown', ask: () => ['letter', 'transmit'] },
	{ name: 'empty resource', ask: ([, operation]) => ['', operation] },
	{ name: 'empty operation', ask: ([resource]) => [resource, ''] },
	{
		name: 'resource in other letters',
		ask: ([resource, operation]) => [resource.toUpperCase(), operation],
	},
	{
		name: 'operation in other letters',
		ask: ([resource, operation]) => [resource, operation.toUpperCase()],
	},
	{
		name: 'operation with a blank',
		ask: ([resource, operation]) => [resource, `${operation} `],
	},
	{ name: 'operation by an expression', ask: ([resource]) => [resource, '={{ "transmit" }}'] },
	{ name: 'resource by an expression', ask: ([, operation]) => ['={{ "letter" }}', operation] },
	{ name: "a name of JavaScript's", ask: ([resource]) => [resource, 'constructor'] },
	{ name: "a resource of JavaScript's", ask: ([, operation]) => ['__proto__', operation] },
	{ name: 'null', ask: ([resource]) => [resource, null] },
];

/**
 * Runs a node with a resource or operation that it does not have: no request may arrive, and each item has to
 * fail, to say that nothing was sent, and to name what is available.
 */
export async function runUnknownCell(
	{
		provider,
		known,
		asked,
		mode,
	}: { provider: Provider; known: string; asked: UnknownCase; mode: Mode },
	{ engine, sandbox }: Environment,
): Promise<CellResult> {
	await sandbox.faults.clear();
	const markers = Array.from({ length: mode.items }, newMarker);
	const row = provider.operations.rows[known];
	const items = markers.map((marker) => ({ json: { marker } }));
	sandbox.journal.clear();
	const account = provider.account(sandbox);
	const [resource, operation] = asked.ask(known.split('.') as [string, string]);
	const node = provider.node(['', ''], row.parameters, {
		...mode.node,
		credentials: { [provider.credential]: { id: markers[0], name: 'Account of the cell' } },
	});
	Object.assign(node.parameters as INodeParameters, { resource, operation });
	const { value: result, log } = await logged(async () =>
		engine.run(chain(start, node), {
			input: items,
			credentials: { [provider.credential]: account },
		}),
	);
	const execution = { result, log };
	const failures = failuresOf(execution, node.name);
	const outputs = outputsOf(execution, node.name);
	const arrived = sandbox.journal.requests().length;
	const good = outputs.filter((output) => !isFailed(output)).length;
	const there = operationsOf(provider)
		.flatMap(({ title }) => title.split(': '))
		.map((name) => name.toLowerCase());
	const falseClaims = [
		...(good > 0 ? [`false word: ${good} items came out, and nothing was done`] : []),
		...failures
			.filter(({ outcome }) => outcome !== 'notSent')
			.map(({ message }) => `false word: nothing can have left: ${message}`),
	];
	const breaches = [
		...falseClaims,
		...(arrived > 0 ? [`${arrived} requests arrived`] : []),
		...(failures.length === 0 ? ['nothing fails'] : []),
		...failures.flatMap(({ message, description, item }) => {
			const text = `${message}\n${description}`;
			return problemsIn(message, description, [
				['no item', item === undefined],
				['not "Not ...:" first', !/^Not [a-z ]+: /.test(message)],
				['no name of what there is', !there.some((name) => text.toLowerCase().includes(name))],
			]);
		}),
	];
	if (mode.node?.onError) {
		const linked = new Set(outputs.filter(isFailed).map(pairedWith));
		if (linked.size < mode.items) breaches.push(`${mode.items - linked.size} items do not fail`);
	}
	return {
		outcomes: outcomesOf(execution, node.name),
		accepted: 0,
		duplicates: 0,
		again: 0,
		lost: 0,
		falseClaims: falseClaims.length,
		leaks: 0,
		breaches,
	};
}
