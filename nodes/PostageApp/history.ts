import type { IDataObject, IPollFunctions, IWebhookFunctions } from 'n8n-workflow';

import { providerNow } from '../shared/clock';
import { objectsIn, textOf } from '../shared/json';
import { ListEnd } from '../shared/listEnd';
import { numberIn } from '../shared/parameters/parameter';
import { dataOf, PAGE_SIZE } from './api';
import { answerOf, type ReadContext } from './request';

const DAY = 24 * 60 * 60_000;

/** The default number of days for which a message is watched. */
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

/** How much later than in UTC a day begins in the last time zone, in milliseconds. */
const LATEST_ZONE = DAY / 2;

const date = (time: number) => new Date(time).toISOString().slice(0, 10);

/** The days up to a moment, and the next one: it is not documented in which time zone PostageApp's days are. */
const rangeTo = (now: number, days: number) => ({
	from: date(now - days * DAY),
	to: date(now + DAY),
});

/** The messages that were sent in a period. */
interface History {
	rows: HistoryRow[];
	/** There was time to read all of it. */
	isComplete: boolean;
	/** By PostageApp's clock, in Unix milliseconds. */
	now: number;
	/** It has all messages since then, in Unix milliseconds, in whichever time zone PostageApp's days are. */
	since: number;
}

/** The limits for reading a history. */
interface Limits {
	/** By the monotonic clock, in milliseconds: then a request in flight is aborted. */
	deadline?: number;
	/** Whether no more pages should be read. */
	isTimeUp?: () => boolean;
}

/**
 * The messages of the last days, by recipient: one call for every 250 of them and one for the empty page that ends
 * the list, as far as a trigger can watch them. If n8n's clock is so wrong that these are other days, PostageApp's
 * clock is used.
 */
export async function latestHistory(
	context: ReadContext,
	days: number,
	limits: Limits = {},
): Promise<History> {
	const range = rangeTo(Date.now(), days);
	const history = await historyOf(context, range, limits);
	const wanted = rangeTo(history.now, days);
	const isCovered = range.from <= wanted.from && range.to >= date(history.now);
	return isCovered ? history : await historyOf(context, wanted, limits);
}

async function historyOf(
	context: ReadContext,
	range: ReturnType<typeof rangeTo>,
	{ deadline, isTimeUp = () => false }: Limits,
): Promise<History> {
	const rows: HistoryRow[] = [];
	const end = new ListEnd();
	const since = Date.parse(range.from) + LATEST_ZONE;
	for (let page = 1; ; page++) {
		const pagination = { page, per_page: PAGE_SIZE };
		const body = { arguments: { ...range, ...pagination } };
		const answer = await answerOf(context, 'messages_history_detailed', body, { deadline });
		const now = providerNow(answer.headers);
		const found = objectsIn(dataOf(answer.body).messages_history);
		for (const row of found) {
			const [uid, recipient, status] = [row.uid, row.recipient, row.status].map(textOf);
			rows.push({ ...row, uid, recipient, status });
		}
		const isComplete = end.isReached(found.map((row) => JSON.stringify(row)));
		// One page of entries, and one that shows that there are no more: every poll has time for that.
		if (isComplete || (page > 1 && isTimeUp())) return { rows, isComplete, now, since };
	}
}
