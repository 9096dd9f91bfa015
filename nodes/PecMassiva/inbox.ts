import type {
	IDataObject,
	IExecuteSingleFunctions,
	IHttpRequestOptions,
	IN8nHttpFullResponse,
	IPollFunctions,
} from 'n8n-workflow';

import { clockAhead } from '../shared/clock';
import { isObject } from '../shared/json';
import type { Policy } from '../shared/policy';
import { read } from '../shared/request';
import { PEC_MASSIVA_CREDENTIAL } from './account';
import { inboxPage, mailOf, type InboxPage, type Mail } from './api';
import { newestFirst, type Walked, type Way } from './inboxWalk';
import { decodedBody } from './mail';
import { listingMails, reading } from './policies';

/** A page that was read just now. */
export interface FreshPage extends InboxPage {
	/** By how many milliseconds the provider's clock is ahead of the monotonic one, give or take a second. */
	clockAhead: number;
}

/** What is looked for in the inbox. */
export interface Search {
	/** Search criteria of the API. */
	q?: string;
	/** Whether the answer is not wanted any more. */
	isCancelled?: () => boolean;
}

type Context = IPollFunctions | IExecuteSingleFunctions;

/** Reads a page; without a number the first one. */
async function readInbox(
	context: Context,
	{ q = '', isCancelled }: Search,
	page?: number,
): Promise<FreshPage> {
	const qs = { ...(q && { q }), ...(page !== undefined && { page }) };
	const { body, headers } = await get(context, listingMails, { url: '/inbox', qs }, isCancelled);
	return { ...inboxPage(body), clockAhead: clockAhead(headers) };
}

/** What a mail is recognised by, since its id may pass to another mail. */
export type Likeness = Pick<Mail, 'date' | 'object'>;

/** Reads one mail, if that is what its id still stands for; undefined if another mail has the id by now. */
export async function readMail(
	context: Context,
	id: number,
	likeness: Likeness,
): Promise<Mail | undefined> {
	const { body } = await get(context, reading, { url: `/inbox/${id}` });
	const { data } = body as IDataObject;
	const mail = mailOf(isObject(data) ? data : {});
	const isSame = mail.date === likeness.date && mail.object === likeness.object;
	return isSame ? { ...mail, body: decodedBody(mail.body ?? '') } : undefined;
}

async function get(
	context: Context,
	policy: Policy,
	request: IHttpRequestOptions,
	isCancelled?: () => boolean,
): Promise<IN8nHttpFullResponse> {
	return await read(context, {
		isCancelled,
		policy,
		credential: PEC_MASSIVA_CREDENTIAL,
		request: { method: 'GET', ...request },
	});
}

/**
 * Reads the pages from the newest mails to the oldest, whatever the order of the inbox.
 * @param way what is known of the inbox, and who takes its pages
 * @param beforeNext called before each page after the first one; what it throws ends the reading
 */
export async function readNewestFirst(
	context: Context,
	search: Search,
	way: Way<FreshPage>,
	beforeNext: () => void = () => {},
): Promise<Walked> {
	const walk = newestFirst(way);
	let step = walk.next();
	while (!step.done) {
		step = walk.next(await readInbox(context, search, step.value));
		if (!step.done) beforeNext();
	}
	return step.value;
}
