import type { IExecuteSingleFunctions, INodeExecutionData } from 'n8n-workflow';

import type { Pagination } from '../shared/policy';
import { limitOf } from '../shared/parameters/limit';
import type { MethodBody } from './method';

/** Rows of a page: PostageApp's default, and the most that it documents. */
export const PAGE_SIZE = 250;

/** The arguments for the first page of a list, no larger than what the user wants of it. */
export function firstPage(context: IExecuteSingleFunctions) {
	return { page: 1, per_page: Math.min(limitOf(context), PAGE_SIZE) };
}

/**
 * Lists by `page` and `per_page`. A short page is the last one.
 * @param key what an item is known by, so that one that slides onto the next page counts once
 */
export const byPage = (key: (item: INodeExecutionData) => string): Pagination => ({
	key,
	next(request, { items }) {
		const body = request.body as MethodBody;
		const { page, per_page: size } = body.arguments ?? {};
		if (items.length < Number(size)) return undefined;
		return {
			...request,
			body: { ...body, arguments: { ...body.arguments, page: Number(page) + 1 } },
		};
	},
});
