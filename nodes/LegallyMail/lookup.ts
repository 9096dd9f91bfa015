import type { IDataObject, IExecutePaginationFunctions } from 'n8n-workflow';

import { clockAhead } from '../shared/clock';
import type { Instant } from '../shared/policy';
import { read } from '../shared/request';
import { LEGALLY_MAIL_CREDENTIAL } from './account';
import { readAsUtc } from './delivery';
import { reading } from './policies';
import { contentOf, entriesOf } from './shapes';

/** Milliseconds before each look at a list: what was sent may show only after some seconds. */
export const PAUSES = [0, 3_000, 7_000, 15_000];

/** The most that a list shows. */
const MOST_LISTED = 25;

/** How far LegallyMail's clocks may be apart, its web servers' and its database's, in milliseconds. */
const TOLERANCE = 60_000;

async function get(context: IExecutePaginationFunctions, url: string, qs: IDataObject) {
	return await read(context, {
		policy: reading,
		credential: LEGALLY_MAIL_CREDENTIAL,
		request: { method: 'GET', url, qs },
	});
}

/**
 * The entries in a list of the latest that came about since a send, newest first.
 *
 * LegallyMail, made in London and Spain, writes times without their zone, which may be ahead of UTC by up to
 * two hours. So an entry may be as much older than it says.
 * @param url `/api/emails` or `/api/signatures`
 */
export async function entriesSince(
	context: IExecutePaginationFunctions,
	url: string,
	sentAt: Instant,
): Promise<IDataObject[]> {
	const { body, headers } = await get(context, url, { limit: MOST_LISTED });
	const earliest = sentAt.ticks + clockAhead(headers) - TOLERANCE;
	return entriesOf(body).filter(
		({ created_at, sent_at }) => !(readAsUtc(created_at ?? sent_at) < earliest),
	);
}

/** All that LegallyMail tells of an entry. */
export const detailOf = async (
	context: IExecutePaginationFunctions,
	url: string,
	qs: IDataObject,
) => contentOf((await get(context, url, qs)).body);
