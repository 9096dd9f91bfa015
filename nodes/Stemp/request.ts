import type {
	IDataObject,
	IExecuteSingleFunctions,
	ILoadOptionsFunctions,
	IN8nHttpFullResponse,
	IPollFunctions,
} from 'n8n-workflow';

import type { SharedRequests } from '../shared/policy';
import { read } from '../shared/request';
import { STEMP_CREDENTIAL } from './account';
import { reading } from './policies';

/** Reads from stemp outside of n8n's routing. */
export async function get(
	context: IPollFunctions | ILoadOptionsFunctions | IExecuteSingleFunctions,
	url: string,
	qs: IDataObject = {},
	requests: Partial<SharedRequests> = {},
): Promise<IN8nHttpFullResponse> {
	return await read(context, {
		...requests,
		policy: reading,
		credential: STEMP_CREDENTIAL,
		request: { method: 'GET', url, qs },
	});
}
