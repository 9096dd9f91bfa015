import type { IDataObject, IPollFunctions } from 'n8n-workflow';

import { numberIn } from '../shared/parameters/parameter';
import type { IsTimeUp, Known, Unseen } from '../shared/polling';
import { read, type Read } from '../shared/request';
import { isAboutOne } from '../shared/response/aboutOne';
import { LEGALLY_MAIL_CREDENTIAL } from './account';
import { contentOf, entriesOf, MAX_LISTED } from './api';
import { listing, REQUESTS_PER_MINUTE } from './policies';
import { momentOf, type Moment } from './zone';

/** How many requests a poll may make per minute: one is for the list, and one is left for the workflows themselves. */
export const requestsPerMinute = (context: IPollFunctions) =>
	numberIn(context, 'options.maxRequestsPerMinute', REQUESTS_PER_MINUTE) - 2;

/** How many entries are fetched concurrently. */
export const AT_ONCE = 3;

/** The initial statuses of a message: they are not new for a message that is seen for the first time. */
export const INITIAL_STATUSES = ['pending', 'sent'];

/** LegallyMail's data, and when it was read. */
export interface Found<Content = IDataObject> {
	content: Content;
	moment: Moment;
}

export async function list(
	context: IPollFunctions,
	url: string,
	isTimeUp: IsTimeUp,
): Promise<Found<IDataObject[]>> {
	const request = { method: 'GET' as const, url, qs: { limit: MAX_LISTED } };
	const { body, headers } = await read(context, {
		policy: listing,
		credential: LEGALLY_MAIL_CREDENTIAL,
		request,
		isCancelled: isTimeUp,
		// Entries that further sends push off the list meanwhile are missed.
		isUrgent: true,
	});
	return { content: entriesOf(body), moment: await momentOf(context, headers) };
}

/** Gets one entry. If LegallyMail can't show it, the trigger must still get all the others. */
export async function getOne(
	context: IPollFunctions,
	policy: Read['policy'],
	label: string,
	request: { url: string; qs: IDataObject },
	isCancelled: () => boolean,
): Promise<Found | undefined> {
	const found = read(context, {
		policy,
		credential: LEGALLY_MAIL_CREDENTIAL,
		request: { method: 'GET', ...request },
		isCancelled,
	});
	return await found
		.then(async ({ body, headers }) => ({
			content: contentOf(body),
			moment: await momentOf(context, headers),
		}))
		.catch(nothingFor(context, label));
}

/**
 * Skips a failure that concerns a single entry, so that it does not block all others, and logs it in n8n's log. The
 * log does not repeat LegallyMail's message, which could contain a token.
 */
export const nothingFor = (context: IPollFunctions, label: string) => (error: unknown) => {
	if (!isAboutOne(error)) throw error;
	const { name } = context.getNode();
	context.logger.warn(
		`${name}: no ${label}: LegallyMail answered with HTTP status ${error.status}`,
	);
	return undefined;
};

/** If nothing in the list was seen before, more entries may have been added than it shows. */
export function missedEntries(
	rows: IDataObject[],
	{ isFirst, states, ids }: Pick<Known<unknown>, 'isFirst' | 'states' | 'ids'>,
	idOf: (row: IDataObject) => string,
): Unseen | undefined {
	// A list may have been cut short even if it is shorter than the limit that was asked for.
	const isFull = rows.length >= MAX_LISTED || (rows.length > 0 && ids.length > 0);
	if (isFirst || !isFull || rows.some((row) => states(idOf(row)))) return undefined;
	return {
		what: `All ${rows.length} that LegallyMail lists are new since the last poll, and it lists no more. Some may have been missed`,
		remedy: 'Poll more often.',
	};
}
