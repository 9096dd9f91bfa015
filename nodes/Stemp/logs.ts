import type { IDataObject } from 'n8n-workflow';

import { providerNow } from '../shared/clock';
import { textOf } from '../shared/json';
import type { SharedRequests } from '../shared/policy';
import { PAGE_SIZE, pageIn, rowKey } from './api';
import { getList } from './request';

/** Where the organization's emails are sent and logged. */
export const EMAILS = '/v1/platform/emails';

/** The most pages of the logs that are searched for one email: 5,000 emails. */
export const MAX_PAGES = 50;

/** Whether an id means the email in a row: it is the row's own id, or the one from the answer to the send. */
export const hasId = (row: IDataObject, id: string) => row.id === id || row.messageId === id;

/** The ids of log rows are TypeIds, with a prefix; message ids are bare UUIDs. */
export const isLogId = (id: string) => id.startsWith('email_');

type Context = Parameters<typeof getList>[0];

/**
 * The emails with certain IDs, searched in the same pages; undefined for those that are not found.
 * @param searches the IDs, and how many pages of the logs are searched for each
 */
export async function findLogs(
	context: Context,
	searches: Array<{ id: string; pages: number }>,
	requests?: SharedRequests,
): Promise<Array<IDataObject | undefined>> {
	const found = new Map<string, IDataObject>();
	const isWanted = (page: number) =>
		searches.some(({ id, pages }) => page < pages && !found.has(id));
	for (let page = 0; isWanted(page); page++) {
		const { body } = await getList(context, EMAILS, { page, size: PAGE_SIZE }, requests);
		const { rows, isLast } = pageIn(body);
		for (const row of rows) {
			const ids = [row.id, row.messageId].map(textOf);
			for (const id of ids) if (!found.has(id)) found.set(id, row);
		}
		if (isLast) break;
	}
	return searches.map(({ id }) => found.get(id));
}

/** The time that stands for just the latest page of a list. */
export const LATEST_PAGE = Infinity;

/** The rows of a list since a given time. */
export interface Recent {
	/** Newest first. */
	rows: IDataObject[];
	/** The list was read back to that time. */
	isComplete: boolean;
	/** stemp's clock at the first answer, in Unix milliseconds; ours if the answer has no time. */
	now: number;
}

/**
 * Reads a list back to a given time, and no further. It is not documented whether stemp lists the newest or the
 * oldest first, so the first page decides, or else the last one, and the list is read from its newer end. If the
 * pages do not say how many there are, a list that begins with the oldest is read to its end.
 * @param since in Unix milliseconds by stemp's clock, or a function of the first answer's headers
 * @param isTimeUp whether no more pages should be read: those with the newest rows come first
 */
export async function readSince(
	context: Context,
	url: string,
	qs: IDataObject,
	since: (headers: IDataObject) => number,
	isTimeUp: () => boolean = () => false,
): Promise<Recent> {
	const found: IDataObject[][] = [];
	const answerOf = async (page: number) =>
		await getList(context, url, { ...qs, page, size: PAGE_SIZE });
	const readPage = async (page: number) => {
		const { rows, isLast } = pageIn((await answerOf(page)).body);
		found.push(rows);
		return { rows, isLast };
	};
	const answer = await answerOf(0);
	const now = providerNow(answer.headers);
	const from = since(answer.headers);
	const first = pageIn(answer.body);
	found.push(first.rows);

	const isYounger = (a?: IDataObject, b?: IDataObject) => timeOf(a) > timeOf(b);
	const isTooOld = (row?: IDataObject) => timeOf(row) < from;

	let isNewestFirst = isYounger(first.rows.at(0), first.rows.at(-1));
	let isBackward = false;
	let isComplete = first.isLast;
	if (!isComplete && !isNewestFirst && first.count !== undefined) {
		const last = await readPage(first.count - 1);
		isNewestFirst = isYounger(first.rows.at(0), last.rows.at(-1));
		isBackward = !isNewestFirst && last.isLast;
		isComplete = isBackward && isTooOld(last.rows.at(0));
	}
	if (isNewestFirst) isComplete ||= isTooOld(first.rows.at(-1));
	const [start, step] = isBackward ? [first.count! - 2, -1] : [1, 1];
	for (let page = start; !isComplete && !isTimeUp(); page += step) {
		// When reading backwards, the first page has already been read.
		if (page === 0) return { rows: latestOf(found, from), isComplete: true, now };
		const { rows, isLast } = await readPage(page);
		if (isBackward) isComplete = isTooOld(rows.at(0));
		else isComplete = isLast || (isNewestFirst && isTooOld(rows.at(-1)));
	}
	return { rows: latestOf(found, from), isComplete, now };
}

/** The rows of several pages since a given time, newest first; one that has moved to the next page counts once. */
function latestOf(pages: IDataObject[][], from: number): IDataObject[] {
	const byKey = new Map(pages.flat().map((row) => [rowKey(row), row]));
	return [...byKey.values()]
		.filter((row) => from === LATEST_PAGE || !(timeOf(row) < from))
		.sort((a, b) => timeOf(b) - timeOf(a));
}

/** When a row was created, in milliseconds; NaN if it has no time. */
export const timeOf = (row?: IDataObject) => Date.parse(textOf(row?.createdAt));
