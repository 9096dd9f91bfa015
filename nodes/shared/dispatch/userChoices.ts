import type { IExecuteSingleFunctions } from 'n8n-workflow';

import { booleanIn, numberIn } from '../parameters/parameter';
import type { Policy } from '../policy';
import { isTool } from '../run/run';

/** n8n's own Batching option spaces out the items, so they can't be waited for before the first leaves. */
export const isSpacedByUser = (context: IExecuteSingleFunctions) =>
	numberIn(context, 'requestOptions.batching.batch.batchInterval') > 0;

/** Whether the user wants items to share requests, and the items can be waited for. */
export const combinesItems = (context: IExecuteSingleFunctions) =>
	booleanIn(context, 'options.combineItems') && !isTool(context) && !isSpacedByUser(context);

/** The rules by which an item may share a request, if there are any and the user wants that. */
export const batchingOf = (context: IExecuteSingleFunctions, { batching }: Policy<unknown>) =>
	batching && combinesItems(context) ? batching : undefined;
