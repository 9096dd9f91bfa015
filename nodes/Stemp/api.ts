import type { ICredentialDataDecryptedObject, IDataObject, INodeExecutionData } from 'n8n-workflow';

import { hostOf } from '../shared/credential';
import type { Build, ToItems } from '../shared/dispatch/routing';
import { isObject, objectsIn, textOf } from '../shared/json';
import type { Asked, Pagination } from '../shared/policy';
import { lastSegment } from '../shared/url';

/** Base URL of the production API (developer.stemp.app, API overview). stemp documents no sandbox. */
export const PRODUCTION = 'https://api.stemp.app/api';

/** The base URL for a credential's requests. */
export const baseUrlOf = (credential: ICredentialDataDecryptedObject) =>
	hostOf(credential, { production: PRODUCTION });

/** Rows on a page: the general maximum of stemp (API overview). */
export const PAGE_SIZE = 100;

/** A page of one of stemp's lists. */
export interface Page {
	rows: IDataObject[];
	/** Counted from zero; if the answer contains it. */
	number?: number;
	/** The number of rows in the list, if the answer contains it. */
	total?: number;
	/** The number of pages, if the answer contains it and is consistent with this page. */
	count?: number;
	/** No page follows. A page with fewer rows than requested does not prove that. */
	isLast: boolean;
}

/** stemp's IDs of users are TypeIds, with a prefix. */
const isUserId = (id: string) => id.startsWith('usr_');

/**
 * Whether an answer is about the user in the path of its request, by stemp's ID or by that of the app, which the
 * request may change. To a request by the app's ID, an answer without that ID counts as well.
 */
export function isAboutUser(answer: unknown, { url = '', body: changes }: Asked): boolean {
	const asked = lastSegment(url);
	const { id, externalId } = isObject(answer) ? answer : {};
	if (textOf(id) === asked) return true;
	if (externalId === undefined) return isUserId(textOf(id)) && !isUserId(asked);
	const { externalId: changed } = isObject(changes) ? changes : {};
	const isChanged = changed !== undefined && !isUserId(asked);
	return [asked, ...(isChanged ? [textOf(changed)] : [])].includes(textOf(externalId));
}

/** The rows in an answer. */
export const listOf = (body: unknown): unknown =>
	isObject(body) ? (body.content ?? body.data) : body;

/** The envelope of the email lists. That of the users is not documented: a bare list is accepted too. */
export function pageIn(body: unknown): Page {
	if (!isObject(body)) {
		const rows = objectsIn(body);
		return { rows, isLast: rows.length === 0 };
	}
	const rows = objectsIn(listOf(body));
	const { number, size, totalElements, totalPages } = isObject(body.page) ? body.page : body;
	const isEmpty = rows.length === 0;
	const total = typeof totalElements === 'number' ? totalElements : undefined;
	if (typeof number !== 'number' || typeof totalPages !== 'number')
		return { rows, total, isLast: isEmpty };
	const isLastOfAll = number + 1 >= totalPages;
	if (typeof size !== 'number' || total === undefined) {
		return { rows, number, total, count: totalPages, isLast: isEmpty || isLastOfAll };
	}
	// If pages are short but numbered by the requested size, the numbers would not add up.
	const end = number * size + rows.length;
	const count = end === Math.min((number + 1) * size, total) ? totalPages : undefined;
	return { rows, number, total, count, isLast: isEmpty || (isLastOfAll && end === total) };
}

/** The rows of a page. */
export const rowsIn = ([{ json }]: INodeExecutionData[]) => pageIn(json).rows;

/**
 * What tells a row of a list from all others: its ID, or else that of its email. Without any, it is the row itself, and
 * never the lack of an ID, which others share.
 */
export const rowKey = (row: IDataObject) =>
	textOf(row.id) || textOf(row.messageId) || JSON.stringify(row);

/** One item for each row of a page. */
export const toRows: ToItems = async (items) => rowsIn(items).map((row) => ({ json: row }));

/** The request for the first page; dispatch requests the others. */
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
	total: ({ body }) => pageIn(body).total,
	key: ({ json }) => rowKey(json),
};
