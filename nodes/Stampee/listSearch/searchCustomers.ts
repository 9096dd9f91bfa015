import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { textOf } from '../../shared/json';
import { read } from '../../shared/request';
import { STAMPEE_CREDENTIAL } from '../account';
import { customersIn } from '../api';
import { listing } from '../policies';

/** The customers on whose behalf letters can be sent now, for the editor to choose from. */
export async function searchCustomers(
	this: ILoadOptionsFunctions,
	filter = '',
): Promise<INodeListSearchResult> {
	const { body } = await read(this, {
		policy: listing,
		credential: STAMPEE_CREDENTIAL,
		request: { method: 'GET', url: '/customers', qs: { state: 'ACCEPTED' } },
	});
	const wanted = filter.toLowerCase();
	const results = customersIn(body)
		.map(({ id, name, email }) => ({
			name: `${textOf(name)} (${textOf(email)})`,
			value: textOf(id),
		}))
		.filter(({ name }) => name.toLowerCase().includes(wanted));
	return { results };
}
