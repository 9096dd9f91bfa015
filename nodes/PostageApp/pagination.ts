import type {
	IDataObject,
	IExecuteSingleFunctions,
	IHttpRequestOptions,
	INodeExecutionData,
} from 'n8n-workflow';

import { limitOf } from '../shared/parameters/limit';
import type { Pagination, Prepared } from '../shared/policy';
import { withBody, type MethodBody } from './method';

/** Rows of a page: PostageApp's default, and the most that it documents. */
export const PAGE_SIZE = 250;

/** A list that is read page by page. */
export interface Listing {
	/** How many items are wanted of it; Infinity for all. */
	limit: number;
}

/**
 * The request for the first page of a list, no larger than what the user wants of it.
 * @param given more arguments
 */
export function firstPage(
	context: IExecuteSingleFunctions,
	request: IHttpRequestOptions,
	given: IDataObject = {},
): Prepared<Listing> {
	const limit = limitOf(context);
	const page = { page: 1, per_page: Math.min(limit, PAGE_SIZE) };
	return { request: withBody(request, { arguments: { ...given, ...page } }), payload: { limit } };
}

/**
 * Lists by `page` and `per_page`. PostageApp tells no total, and may give less than it is asked for, so only
 * an empty page is known to be beyond the last one.
 * @param key what an item is known by, so that one that slides onto the next page counts once
 */
export const byPage = (key: (item: INodeExecutionData) => string): Pagination<Listing> => ({
	key,
	limit: ({ limit }) => limit,
	next(request) {
		const body = request.body as MethodBody;
		const { page } = body.arguments ?? {};
		return {
			...request,
			body: { ...body, arguments: { ...body.arguments, page: Number(page) + 1 } },
		};
	},
});
