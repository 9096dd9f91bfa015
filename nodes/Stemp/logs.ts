import type { IDataObject } from 'n8n-workflow';

import { providerNow } from '../shared/clock';
import { textOf } from '../shared/json';
import { get, PAGE_SIZE, pageIn } from './lists';

/** Where the organization's e-mails are sent and logged. */
export const EMAILS = '/v1/platform/emails';

/** How many pages of the logs are looked through before it is given up: 5,000 e-mails. */
export const MOST_PAGES = 50;

/** Whether a row is the e-mail that an id means: the row's own id, or the one that the send answered. */
export const hasId = (row: IDataObject, id: string) => row.id === id || row.messageId === id;

/** The ids of log rows say what they are (TypeIds); message ids are bare UUIDs. */
export const isLogId = (id: string) => id.startsWith('email_');

type Context = Parameters<typeof get>[0];

/** The e-mail of an id, searched page by page; undefined if the pages don't have it. */
export async function findLog(
	context: Context,
	id: string,
	mostPages: number,
): Promise<IDataObject | undefined> {
	for (let page = 0; page < mostPages; page++) {
		const { body } = await get(context, EMAILS, { page, size: PAGE_SIZE });
		const { rows, isLast } = pageIn(body);
		const found = rows.find((row) => hasId(row, id));
		if (found || isLast) return found;
	}
	return undefined;
}

/** The moment that gives the latest page of a list as it is. */
export const LATEST_PAGE = Infinity;

/** What a list holds since a moment. */
export interface Recent {
	/** Newest first. */
	rows: IDataObject[];
	/** The list was read back to that moment. */
	isComplete: boolean;
	/** stemp's clock at the first answer, in Unix milliseconds; ours if the answer does not tell. */
	now: number;
}

/**
 * Reads a list only as far back as a moment. Whether stemp lists the newest or the oldest first is not
 * documented, so the first page tells, and the list is read from the end that is newer.
 * @param since in Unix milliseconds by stemp's clock, which a function gets to know by the headers of the first answer
 */
export async function readSince(
	context: Context,
	url: string,
	qs: IDataObject,
	since: (headers: IDataObject) => number,
): Promise<Recent> {
	const readPage = async (page: number) =>
		await get(context, url, { ...qs, page, size: PAGE_SIZE });
	const answer = await readPage(0);
	const now = providerNow(answer.headers);
	const from = since(answer.headers);
	const first = pageIn(answer.body);
	const found = [first.rows];

	const isNewestFirst = timeOf(first.rows.at(0)) >= timeOf(first.rows.at(-1));
	const oldestOf = (rows: IDataObject[]) => timeOf(isNewestFirst ? rows.at(-1) : rows.at(0));
	const pagesAfterFirst = (first.count ?? Infinity) - 1;
	let isComplete = first.isLast || (isNewestFirst && oldestOf(first.rows) < from);
	for (let step = 1; !isComplete && step < MOST_PAGES; step++) {
		const { body } = await readPage(isNewestFirst ? step : pagesAfterFirst - step + 1);
		const { rows, isLast } = pageIn(body);
		found.push(rows);
		isComplete = step >= pagesAfterFirst || (isNewestFirst && isLast) || oldestOf(rows) < from;
	}
	const byId = new Map(found.flat().map((row) => [textOf(row.id), row]));
	const rows = [...byId.values()]
		.filter((row) => from === LATEST_PAGE || !(timeOf(row) < from))
		.sort((a, b) => timeOf(b) - timeOf(a));
	return { rows, isComplete, now };
}

/** When a row came about, in milliseconds; NaN if it does not tell. */
export const timeOf = (row?: IDataObject) => Date.parse(textOf(row?.createdAt));
