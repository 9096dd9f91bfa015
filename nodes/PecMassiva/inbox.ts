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
import { newestFirst, type WalkResult, type WalkOptions } from './inboxWalk';
import { decodedBody } from './mail';
import { listingMails, reading } from './policies';

/** A page that has just been read. */
export interface FreshPage extends InboxPage {
	/** By how many milliseconds the provider's clock is ahead of the monotonic one, give or take a second. */
	clockAhead: number;
}

/** A search in the inbox. */
export interface Search {
	/** The search criteria, in the API's syntax. */
	q?: string;
	/** Whether the answer is no longer needed. */
	isCancelled?: () => boolean;
}

type Context = IPollFunctions | IExecuteSingleFunctions;

/** Reads a page by its number, or the one that the API returns without a number. */
async function readInbox(
	context: Context,
	{ q = '', isCancelled }: Search,
	page?: number,
): Promise<FreshPage> {
	const qs = { ...(q && { q }), ...(page !== undefined && { page }) };
	const { body, headers } = await get(context, listingMails, { url: '/inbox', qs }, isCancelled);
	return { ...inboxPage(body), clockAhead: clockAhead(headers) };
}

/** The fields by which a mail is recognized, because its ID may pass to another mail. */
export type MailIdentity = Pick<Mail, 'date' | 'object'>;

/** Reads one mail by its ID; undefined if another mail has that ID by now. */
export async function readMail(
	context: Context,
	id: number,
	identity: MailIdentity,
): Promise<Mail | undefined> {
	const { body } = await get(context, reading, { url: `/inbox/${id}` });
	const { data } = body as IDataObject;
	const mail = mailOf(isObject(data) ? data : {});
	const isSame = mail.date === identity.date && mail.object === identity.object;
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
 * Reads pages from the newest mails to the oldest, whatever the order of the inbox.
 * @param options what is known about the inbox, and the consumer of its pages
 * @param beforeNext called before each page after the first one; throws to stop reading
 */
export async function readNewestFirst(
	context: Context,
	search: Search,
	options: WalkOptions<FreshPage>,
	beforeNext: () => void = () => {},
): Promise<WalkResult> {
	const walk = newestFirst(options);
	let step = walk.next();
	while (!step.done) {
		step = walk.next(await readInbox(context, search, step.value));
		if (!step.done) beforeNext();
	}
	return step.value;
}
