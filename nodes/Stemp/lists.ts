import type {
	IDataObject,
	IExecuteSingleFunctions,
	ILoadOptionsFunctions,
	IN8nHttpFullResponse,
	INodeExecutionData,
	IPollFunctions,
} from 'n8n-workflow';

import type { Build, ToItems } from '../shared/dispatch/routing';
import { isObject, objectsIn, textOf } from '../shared/json';
import type { Pagination } from '../shared/policy';
import { read } from '../shared/request';
import { STEMP_CREDENTIAL } from './account';
import { reading } from './policies';

/** Rows on a page: the most that stemp gives in general (API overview). */
export const PAGE_SIZE = 100;

/** A page of one of stemp's lists. */
export interface Page {
	rows: IDataObject[];
	/** Counted from zero, and how many pages there are, if the answer tells. */
	number?: number;
	count?: number;
	/** No page follows, as far as can be told. */
	isLast: boolean;
}

/** The envelope of the e-mail lists. That of the users is not documented: a bare list is taken as well. */
export function pageIn(body: unknown): Page {
	if (!isObject(body)) {
		const rows = objectsIn(body);
		return { rows, isLast: rows.length === 0 };
	}
	const rows = objectsIn(body.content ?? body.data);
	const { number, totalPages } = isObject(body.page) ? body.page : body;
	if (typeof number !== 'number' || typeof totalPages !== 'number') {
		return { rows, isLast: rows.length === 0 };
	}
	return { rows, number, count: totalPages, isLast: number + 1 >= totalPages };
}

/** The rows of a page. */
export const rowsIn = ([{ json }]: INodeExecutionData[]) => pageIn(json).rows;

/** One item for each row of a page. */
export const toRows: ToItems = async (items) => rowsIn(items).map((row) => ({ json: row }));

/** The first page; dispatch asks for the others. */
export const firstPage: Build = async (request) => ({
	...request,
	qs: { ...request.qs, page: 0, size: PAGE_SIZE },
});

/** stemp counts pages from zero. */
export const pagination: Pagination = {
	next: (request, { body }) =>
		pageIn(body).isLast
			? undefined
			: { ...request, qs: { ...request.qs, page: Number(request.qs?.page ?? 0) + 1 } },
	key: ({ json }) => textOf(json.id),
};

/** Reads from stemp outside of n8n's routing. */
export async function get(
	context: IPollFunctions | ILoadOptionsFunctions | IExecuteSingleFunctions,
	url: string,
	qs: IDataObject = {},
): Promise<IN8nHttpFullResponse> {
	return await read(context, {
		policy: reading,
		credential: STEMP_CREDENTIAL,
		request: { method: 'GET', url, qs },
	});
}
