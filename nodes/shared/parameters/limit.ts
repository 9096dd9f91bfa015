import type { IExecuteSingleFunctions } from 'n8n-workflow';

/** How many items of a list the user wants (`returnAll`, `limit`); Infinity for all. */
export function limitOf(context: IExecuteSingleFunctions): number {
	if (context.getNodeParameter('returnAll', false)) return Infinity;
	return Number(context.getNodeParameter('limit', 50));
}
