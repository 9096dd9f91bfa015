import type { IDataObject, IExecutePaginationFunctions } from 'n8n-workflow';

import type { SharedRequests } from '../shared/policy';
import { read } from '../shared/request';
import { LEGALLY_MAIL_CREDENTIAL } from './account';
import { entriesOf, MAX_LISTED } from './api';
import { listing } from './policies';

/** The latest emails or signature requests, as the list at a path has them, for one who waits. */
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
