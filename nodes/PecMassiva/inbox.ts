import type {
	IDataObject,
	IExecuteSingleFunctions,
	IHttpRequestOptions,
	IN8nHttpFullResponse,
	IPollFunctions,
} from 'n8n-workflow';

import { clockAhead } from '../shared/clock';
import { isObject, objectsIn } from '../shared/json';
import { read } from '../shared/request';
import { PEC_MASSIVA_CREDENTIAL } from './account';
import { decodedBody, mailOf, type Mail } from './mail';
import { reading } from './policies';

/** A mail of the inbox. Its id may be another mail's after a deletion: they look like IMAP sequence numbers. */
export type InboxMail = Mail & { id: number };

/** A page of the inbox. */
export interface InboxPage {
	mails: InboxMail[];
	/** Its number, by which the next one is asked for. Whether the first is 0 or 1 is not documented. */
	page: number;
	/** How many mails there are on all pages together. */
	total: number;
}

export function inboxPage(answer: unknown): InboxPage {
	const body = isObject(answer) ? answer : {};
	const mails = objectsIn(body.data).map((item) => ({ ...mailOf(item), id: Number(item.id) }));
	return { mails, page: Number(body.page ?? 0), total: Number(body.total ?? mails.length) };
}

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
	const { body, headers } = await get(context, { url: '/inbox', qs }, isCancelled);
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
	const { body } = await get(context, { url: `/inbox/${id}` });
	const { data } = body as IDataObject;
	const mail = mailOf(isObject(data) ? data : {});
	const isSame = mail.date === likeness.date && mail.object === likeness.object;
	return isSame ? { ...mail, body: decodedBody(mail.body ?? '') } : undefined;
}

async function get(
	context: Context,
	request: IHttpRequestOptions,
	isCancelled?: () => boolean,
): Promise<IN8nHttpFullResponse> {
	return await read(context, {
		isCancelled,
		policy: reading,
		credential: PEC_MASSIVA_CREDENTIAL,
		request: { method: 'GET', ...request },
	});
}

/**
 * Reads pages from the newest mail to older ones, whichever way the inbox is sorted.
 * @param wantsMore asked after each page, whether the next one is wanted
 */
export async function readNewestFirst(
	context: Context,
	search: Search,
	wantsMore: (page: FreshPage) => boolean,
): Promise<void> {
	const first = await readInbox(context, search);
	const size = first.mails.length;
	const isWhole = size === 0 || first.total <= size;
	if (isWhole || isNewestFirst(first)) {
		let page = first;
		for (let seen = size; wantsMore(page) && seen < first.total; seen += page.mails.length) {
			page = await readInbox(context, search, page.page + 1);
			if (page.mails.length === 0) return;
		}
		return;
	}
	// The newest are on the last page, so the pages are walked back from there.
	for (let number = first.page + Math.ceil(first.total / size) - 1; number > first.page; number--) {
		if (!wantsMore(await readInbox(context, search, number))) return;
	}
	wantsMore(first);
}

function isNewestFirst({ mails }: InboxPage): boolean {
	const times = mails.map(({ date }) => Date.parse(date));
	return !(times[0] < times[times.length - 1]);
}
