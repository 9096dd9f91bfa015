import type { IDataObject, IExecutePaginationFunctions } from 'n8n-workflow';

import { monotonicNow } from '../shared/clock';
import type { EarlierSearches, Instant } from '../shared/policy';
import { read } from '../shared/request';
import { LEGALLY_MAIL_CREDENTIAL } from './account';
import { contentOf, entriesOf, MAX_LISTED } from './api';
import { reading } from './policies';
import { canBeBetween, earliest, momentOf, type Moment } from './zone';

/** Milliseconds before each attempt: a send may appear in the list only after some seconds. */
export const PAUSES = [0, 3_000, 7_000, 15_000];

/** How far the clocks of LegallyMail's web servers and its database may be apart, in milliseconds. */
const CLOCK_DIFFERENCE = 60_000;

async function get(context: IExecutePaginationFunctions, url: string, qs: IDataObject) {
	return await read(context, {
		policy: reading,
		credential: LEGALLY_MAIL_CREDENTIAL,
		request: { method: 'GET', url, qs },
	});
}

/** An entry in the list of the latest that may have been created since a send. */
export interface Entry {
	entry: IDataObject;
	/**
	 * Whether it certainly was: its time is not before the send in any zone that LegallyMail may be in, or an earlier
	 * attempt did not find it.
	 */
	isSince: boolean;
}

/**
 * The entries in the list of the latest that may have been created since a send, newest first.
 * @param url `/api/emails` or `/api/signatures`
 */
export async function entriesSince(
	context: IExecutePaginationFunctions,
	url: string,
	sentAt: Instant,
	earlier: EarlierSearches,
): Promise<Entry[]> {
	const { body, headers } = await get(context, url, { limit: MAX_LISTED });
	const moment = await momentOf(context, headers);
	const since = sentAt.ticks + (moment.now - monotonicNow());
	const timeOf = ({ created_at, sent_at }: IDataObject) => created_at ?? sent_at;
	const entries = entriesOf(body);
	const { seen } = earlier;
	earlier.seen = new Set([...(seen ?? []), ...entries.map(idOf)]);
	return entries
		.filter((entry) => canBeBetween(timeOf(entry), since, moment, CLOCK_DIFFERENCE))
		.map((entry) => ({
			entry,
			isSince:
				earliest(timeOf(entry), moment) >= since - CLOCK_DIFFERENCE ||
				seen?.has(idOf(entry)) === false,
		}));
}

const idOf = ({ tracking_id, uuid }: IDataObject) => tracking_id ?? uuid;

/** The details of an entry, and when LegallyMail reported them. */
export async function detailOf(
	context: IExecutePaginationFunctions,
	url: string,
	qs: IDataObject,
): Promise<{ detail: IDataObject; moment: Moment }> {
	const { body, headers } = await get(context, url, qs);
	return { detail: contentOf(body), moment: await momentOf(context, headers) };
}
