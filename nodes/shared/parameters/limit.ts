import type { IExecuteSingleFunctions } from 'n8n-workflow';

import { badInput } from './badInput';

/**
 * How many items of a list the user wants (`returnAll`, `limit`); Infinity for all.
 * @param most that the provider can list, if there is such a number
 * @param hint what to do if the user wants more
 * @throws NodeOperationError if it is no such number: nothing would be found then, and nobody would know
 */
export function limitOf(context: IExecuteSingleFunctions, most = Infinity, hint?: string): number {
	if (context.getNodeParameter('returnAll', false)) return Infinity;
	const given: unknown = context.getNodeParameter('limit', 50);
	const limit = Number(given);
	if (Number.isInteger(limit) && limit >= 1 && limit <= most) return limit;
	const range = most === Infinity ? 'from 1' : `from 1 to ${most}`;
	throw badInput(
		context,
		`The parameter 'Limit' is not a whole number ${range}: ${String(given)}`,
		hint,
	);
}
