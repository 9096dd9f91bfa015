import type { IExecutePaginationFunctions } from 'n8n-workflow';

import type { Policy } from '../policy';
import { isTool } from '../run/run';

/** n8n's own Batching option spaces out the items: then they can't be waited for before the first leaves. */
export const isSpacedByUser = (context: IExecutePaginationFunctions) =>
	Number(context.getNodeParameter('requestOptions.batching.batch.batchInterval', 0)) > 0;

/** The rules by which an item may share a request, if the user wants that and the items can be waited for. */
export const batchingOf = (context: IExecutePaginationFunctions, { batching }: Policy<unknown>) =>
	batching &&
	context.getNodeParameter('options.combineItems', false) === true &&
	!isTool(context) &&
	!isSpacedByUser(context)
		? batching
		: undefined;
