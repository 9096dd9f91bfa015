import type { IDataObject, ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { textOf } from '../../shared/json';
import { PAGE_SIZE, pageIn } from '../api';
import { getList } from '../request';
import { USERS } from '../resources/user/users';

/** How many pages are searched at once for the user's text. stemp has no search for users. */
const PAGES_AT_ONCE = 5;

/** The organization's users, for the editor to choose from. */
export async function searchUsers(
	this: ILoadOptionsFunctions,
	filter = '',
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const wanted = filter.toLowerCase();
	const first = Number(paginationToken ?? 0);
	const results: INodeListSearchResult['results'] = [];
	for (let page = first; page < first + PAGES_AT_ONCE; page++) {
		const { body } = await getList(this, USERS, { page, size: PAGE_SIZE });
		const { rows, isLast } = pageIn(body);
		results.push(...rows.map(toChoice).filter(({ name }) => name.toLowerCase().includes(wanted)));
		if (isLast) return { results };
		if (results.length > 0) return { results, paginationToken: String(page + 1) };
	}
	return { results, paginationToken: String(first + PAGES_AT_ONCE) };
}

function toChoice({ id, name, email }: IDataObject) {
	const label = textOf(name) === '' ? textOf(email) : `${textOf(name)} (${textOf(email)})`;
	return { name: label, value: textOf(id) };
}
