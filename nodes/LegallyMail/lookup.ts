import type { IDataObject, IExecutePaginationFunctions } from 'n8n-workflow';

import { monotonicNow } from '../shared/clock';
import type { EarlierSearches, Instant } from '../shared/policy';
import { read, type Read } from '../shared/request';
import { LEGALLY_MAIL_CREDENTIAL } from './account';
import { contentOf, entriesOf, MAX_LISTED } from './api';
import { listing } from './policies';
import { canBeBetween, earliest, momentOf, type Moment } from './zone';

/** Milliseconds before each attempt: a send may appear in the list only after some seconds. */
export const PAUSES = [0, 3_000, 7_000, 15_000];

/** How far the clocks of LegallyMail's web servers and its database may be apart, in milliseconds. */
const CLOCK_DIFFERENCE = 60_000;

async function get(
	context: IExecutePaginationFunctions,
	policy: Read['policy'],
	url: string,
	qs: IDataObject,
) {
	return await read(context, {
		policy,
		credential: LEGALLY_MAIL_CREDENTIAL,
		request: { method: 'GET', url, qs },
	});
}

/** An entry in the list of the latest that may have been created since a send. */
export interface Entry {
	entry: IDataObject;
	/**
	 * Whether it certainly was: its time is not before the send in any zone that LegallyMail may be in, or it was not
	 * there before.
	 */
	isSince: boolean;
}

/**
 * How many earlier looks have to have missed an entry that counts as new. One may have been answered by a server that
 * lags behind.
 */
const LOOKS = 2;

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
	const { body, headers } = await get(context, listing, url, { limit: MAX_LISTED });
	const moment = await momentOf(context, headers);
	const since = sentAt.ticks + (moment.now - monotonicNow());
	const timeOf = ({ created_at, sent_at }: IDataObject) => created_at ?? sent_at;
	const entries = entriesOf(body);
	const canBeSince = (entry: IDataObject) =>
		canBeBetween(timeOf(entry), since, moment, CLOCK_DIFFERENCE);
	const { seen = new Set(), looks = 0 } = earlier;
	const isSeen = (entry: IDataObject) => seen.has(idOf(entry));
	// What was there all the time, and was not seen, shows that the earlier lists were not whole.
	const wereWhole =
		entries.some(isSeen) && entries.every((each) => isSeen(each) || canBeSince(each));
	// An empty list, or one that has lost what it had, may be that of another server.
	const isWhole = entries.length > 0 && entries.length >= Math.min(seen.size, MAX_LISTED);
	earlier.seen = new Set([...seen, ...entries.map(idOf)]);
	earlier.looks = looks + Number(isWhole);
	return entries.filter(canBeSince).map((entry) => ({
		entry,
		isSince:
			earliest(timeOf(entry), moment) >= since - CLOCK_DIFFERENCE ||
			(looks >= LOOKS && wereWhole && !isSeen(entry)),
	}));
}

const idOf = ({ tracking_id, uuid }: IDataObject) => tracking_id ?? uuid;

/** The details of an entry, and when LegallyMail reported them. */
export async function detailOf(
	context: IExecutePaginationFunctions,
	policy: Read['policy'],
	url: string,
	qs: IDataObject,
): Promise<{ detail: IDataObject; moment: Moment }> {
	const { body, headers } = await get(context, policy, url, qs);
	return { detail: contentOf(body), moment: await momentOf(context, headers) };
}
