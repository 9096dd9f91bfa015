import type { IDataObject, IExecutePaginationFunctions } from 'n8n-workflow';

import type { SharedRequests } from '../shared/policy';
import { read } from '../shared/request';
import { LEGALLY_MAIL_CREDENTIAL } from './account';
import { entriesOf, MAX_LISTED } from './api';
import { listing } from './policies';

/** The latest emails or signature requests, from the list at a path, for items that wait for a final status. */
export async function latest(
	context: IExecutePaginationFunctions,
	url: string,
	requests: SharedRequests,
): Promise<IDataObject[]> {
	const { body } = await read(context, {
		...requests,
		policy: listing,
		credential: LEGALLY_MAIL_CREDENTIAL,
		request: { method: 'GET', url, qs: { limit: MAX_LISTED } },
	});
	return entriesOf(body);
}
