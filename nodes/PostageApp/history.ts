import type { IDataObject, IPollFunctions, IWebhookFunctions } from 'n8n-workflow';

import { objectsIn, textOf } from '../shared/json';
import { numberIn } from '../shared/parameters/parameter';
import { ask, dataOf, type Asker } from './method';
import { PAGE_SIZE } from './pagination';

const DAY = 24 * 60 * 60_000;

/** For how many days a message is watched, unless the user wants otherwise. */
export const WATCHED_DAYS = 3;

/** PostageApp keeps messages for 14 to 28 days. */
export const KEPT_DAYS = { minValue: 1, maxValue: 28 };

/** For how many days after its sending a trigger watches a message. */
export const watchedDays = (context: IPollFunctions | IWebhookFunctions): number =>
	numberIn(context, 'options.watchForDays', WATCHED_DAYS);

/** A row of messages_history_detailed: one message to one recipient. */
export interface HistoryRow extends IDataObject {
	uid: string;
	recipient: string;
	status: string;
}

/** Most rows that are read: a poll has no time for more. */
const MOST_ROWS = 50_000;

const date = (time: number) => new Date(time).toISOString().slice(0, 10);

/**
 * What was sent in the last days, by recipient: one call for each 250 of them, as far as a trigger can
 * watch. The range ends tomorrow, for PostageApp does not say in which time zone its days are.
 */
export async function latestHistory(
	context: Asker,
	days: number,
	deadline?: number,
): Promise<HistoryRow[]> {
	const range = { from: date(Date.now() - days * DAY), to: date(Date.now() + DAY) };
	const rows: HistoryRow[] = [];
	for (let page = 1; rows.length <= MOST_ROWS; page++) {
		const pagination = { page, per_page: PAGE_SIZE };
		const body = { arguments: { ...range, ...pagination } };
		const answer = await ask(context, 'messages_history_detailed', body, deadline);
		const found = objectsIn(dataOf(answer).messages_history);
		for (const row of found) {
			const [uid, recipient, status] = [row.uid, row.recipient, row.status].map(textOf);
			rows.push({ ...row, uid, recipient, status });
		}
		if (found.length < PAGE_SIZE) break;
	}
	return rows;
}
