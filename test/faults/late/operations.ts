import { PROVIDERS, type Provider } from '../../../tools/providers';
import type { Lookup } from '../../../tools/providers/operations';
import { operationsOf, steadily, type Operation } from '../operations';

/** An operation with one of its sends that can be looked up. */
const lookedFor =
	(operation: Operation) =>
	({ variant, parameters, isUnmistakable = false }: Lookup) => {
		const { title, row } = steadily(operation);
		return {
			...operation,
			title: variant ? `${title} (${variant})` : title,
			row: { ...row, parameters: { ...row.parameters, ...parameters } },
			isUnmistakable,
		};
	};

/** The operations of a provider, in the order of its rows. */
const sendsOf = (provider: Provider) => {
	const keys = Object.keys(provider.operations.rows);
	return operationsOf(provider).sort(
		(one, other) => keys.indexOf(one.key) - keys.indexOf(other.key),
	);
};

/** The sends that are looked up at the provider when their answer is lost. */
export const LATE_OPERATIONS = PROVIDERS.flatMap(sendsOf).flatMap((operation) =>
	(operation.row.lookups ?? []).map(lookedFor(operation)),
);

/** Those that a provider shows only by data that others may have written as well. */
export const LOOKALIKE_OPERATIONS = LATE_OPERATIONS.filter(
	({ row, isUnmistakable }) => row.sendLookAlike !== undefined && !isUnmistakable,
);
