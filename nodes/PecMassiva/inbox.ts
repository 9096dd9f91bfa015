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
import { classify } from './delivery';
import { newestFirst, type WalkResult, type WalkOptions } from './inboxWalk';
import { addressesIn, decodedBody } from './mail';
import { listingMails, readingOne } from './policies';

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

/** What is known of a mail, by which it is recognized, because its ID may pass to another mail. */
export type MailIdentity = Partial<
	Pick<Mail, 'date' | 'object' | 'sender' | 'recipient' | 'body'>
> & {
	/** The text is known to be decoded, because the item is one of ours. */
	isDecoded?: true;
};

/**
 * What the decoded text of a mail may be. One that somebody read from the API is encoded, and `1+2` means `1 2` there
 * but not in an item of ours.
 */
function textsOf({ body, isDecoded }: MailIdentity): string[] {
	if (!body) return [];
	return isDecoded ? [body] : [...new Set([body, decodedBody(body)])];
}

/** Whether the text of a mail is known. One that may mean two things does not prove which mail it is. */
export const hasOneText = (identity: MailIdentity): boolean => textsOf(identity).length === 1;

/** The names of each field in what the API, or a node of ours, gives of a mail. */
const NAMES: Record<keyof Omit<Required<MailIdentity>, 'isDecoded'>, string[]> = {
	date: ['date', 'data'],
	object: ['object', 'subject'],
	sender: ['sender'],
	recipient: ['recipient'],
	body: ['body', 'message'],
};

/** What an item tells of a mail, an empty subject too; undefined if that is nothing. */
export function identityIn(item: IDataObject): MailIdentity | undefined {
	const mail = mailOf(item);
	const told = Object.entries(NAMES).filter(([, names]) =>
		names.some((name) => typeof item[name] === 'string'),
	);
	if (told.length === 0) return undefined;
	const identity: MailIdentity = Object.fromEntries(told.map(([name]) => [name, mail[name]]));
	// The API has no classification: our nodes add it where they decode the text.
	return isObject(item.classification) ? { ...identity, isDecoded: true } : identity;
}

/** Whether a mail is the one that is known, as far as both are. A list has no text. */
function isSame(mail: Mail, known: MailIdentity): boolean {
	const isEqual = (name: 'date' | 'object') =>
		known[name] === undefined || known[name] === mail[name];
	const isAlike = (name: 'sender' | 'recipient') =>
		!known[name] || !mail[name] || partiesIn(known[name]) === partiesIn(mail[name]);
	const isText = !known.body || !mail.body || textsOf(known).includes(decodedBody(mail.body));
	return (
		isEqual('date') && isEqual('object') && isAlike('sender') && isAlike('recipient') && isText
	);
}

/** Senders or recipients without the form that they are shown in. */
function partiesIn(text: string): string {
	const addresses = [...addressesIn(text)].map(({ address }) => address);
	return (addresses.length > 0 ? addresses.join() : text.trim()).toLowerCase();
}

/** Reads one mail by its ID; undefined if another mail has that ID by now. */
export async function readMail(
	context: Context,
	id: number,
	identity: MailIdentity,
): Promise<Mail | undefined> {
	const { body } = await get(context, readingOne, { url: `/inbox/${id}` });
	const { data } = body as IDataObject;
	const mail = mailOf(isObject(data) ? data : {});
	return isSame(mail, identity) ? { ...mail, body: decodedBody(mail.body ?? '') } : undefined;
}

/** How much older than a mail those may be that are still read to find others like it, in milliseconds. */
const SLACK = 24 * 60 * 60 * 1000;

/** How often the inbox is read if it changes meanwhile. */
const MAX_READINGS = 3;

/**
 * The IDs of all mails that can't be told from a known one by what a list tells; undefined if the inbox keeps
 * changing. A search takes few requests, but its syntax is not documented: what does not find the mail itself proves
 * nothing, and then the list is read as far as the mail's date.
 */
export async function idsLike(
	context: Context,
	id: number,
	identity: MailIdentity,
): Promise<number[] | undefined> {
	const q = searchFor(identity);
	const found = q && (await searched(context, { q }, id, identity).catch(() => undefined));
	if (found && found.includes(id)) return found;
	// So the list is read for a mail that is there only.
	return (await readMail(context, id, identity)) ? await searched(context, {}, id, identity) : [];
}

async function searched(
	context: Context,
	search: Search,
	id: number,
	identity: MailIdentity,
): Promise<number[] | undefined> {
	const earliest = Date.parse(identity.date ?? '') - SLACK;
	for (let readings = 1; readings <= MAX_READINGS; readings++) {
		const found = new Set<number>();
		const { isInconsistent } = await readNewestFirst(context, search, {
			take({ mails }) {
				for (const mail of mails) if (isSame(mail, identity)) found.add(mail.id);
				return !found.has(id) || mails.some(({ date }) => !(Date.parse(date) < earliest));
			},
		});
		if (!isInconsistent) return [...found];
	}
	return undefined;
}

/** What a search for a mail's subject is likely to understand: the code, or the longest part in plain letters. */
function searchFor({ object = '' }: MailIdentity): string {
	const parts = object.split(/[^\x20-\x7e]+|["\\]/).map((part) => part.trim());
	const [longest] = parts.sort((a, b) => b.length - a.length);
	return classify(object).code ?? longest;
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
