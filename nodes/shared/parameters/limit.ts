import type { IExecuteSingleFunctions } from 'n8n-workflow';

import { booleanIn, numberIn } from './parameter';

/** How many items of a list the user wants (`returnAll`, `limit`); Infinity for all. */
export function limitOf(context: IExecuteSingleFunctions): number {
	return booleanIn(context, 'returnAll') ? Infinity : numberIn(context, 'limit', 50);
}
