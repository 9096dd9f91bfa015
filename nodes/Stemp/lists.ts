import type {
	IDataObject,
	IExecuteSingleFunctions,
	ILoadOptionsFunctions,
	IN8nHttpFullResponse,
	INodeExecutionData,
	IPollFunctions,
} from 'n8n-workflow';

import type { PostReceive } from '../shared/response';
import type { Pagination } from '../shared/policy';
import { prepare } from '../shared/run/prepare';
import { isObject, objectsIn, textOf } from '../shared/json';
import { read } from '../shared/request';
import { reading, STEMP_CREDENTIAL, stempRequestDefaults } from './policies';

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

/** The first items of pages that no page follows: all that the pagination sees of a page is its items. */
const lastPages = new WeakSet<INodeExecutionData>();

/** Marks the items of a page as the last ones of their list. */
export function asLastPage(items: INodeExecutionData[]): INodeExecutionData[] {
	if (items.length > 0) lastPages.add(items[0]);
	return items;
}

/** One item for each row of a page. */
export const toRows = (toJson: (row: IDataObject) => IDataObject = (row) => row): PostReceive =>
	async function (items) {
		const { rows, isLast } = pageIn(items[0].json);
		const found = rows.map((row) => ({ json: toJson(row) }));
		return isLast ? asLastPage(found) : found;
	};

/** The first page; dispatch asks for the others. */
export const firstPage = prepare(async (request) => ({
	...request,
	qs: { ...request.qs, page: 0, size: PAGE_SIZE },
}));

/** stemp counts pages from zero. */
export const pagination: Pagination = {
	next: (request, [first]) =>
		lastPages.has(first)
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
		request: { ...stempRequestDefaults, method: 'GET', url, qs },
		isCancelled: () =>
			'getExecutionCancelSignal' in context && Boolean(context.getExecutionCancelSignal()?.aborted),
	});
}
