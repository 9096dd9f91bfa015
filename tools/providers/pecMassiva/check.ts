import type { IDataObject } from 'n8n-workflow';
import { hostOf } from '../../../nodes/PecMassiva/api';
import { textOf } from '../../../nodes/shared/json';
import type { PecMassivaSwitches } from '../../../sandbox/pecMassiva/switches';
import { isSuccess, jsonOf, partOf, rowsIn, type Seen } from '../../check/seen';
import {
	all,
	byRead,
	bySend,
	fitting,
	foundByRead,
	has,
	notLookedFor,
	type ProviderCheck,
	type Step,
} from '../check';

/** The page numbers to request, in addition to a request without a number. */
const NUMBERS = [0, 1, 2, 3, 4];
const FAR = 9_999_999;

const pageStep = (number: number): Step => ({
	name: `page${number}`,
	says:
		number === FAR ? 'A page of the inbox far beyond the last one' : `Page ${number} of the inbox`,
	ask: () => ({ path: '/inbox', query: { page: number } }),
});

/** The emails on a page; undefined if there was no such answer. */
function mailsOf(seen: Seen, step: string): IDataObject[] | undefined {
	const answer = seen.json(step);
	return has(answer, 'data') && Array.isArray(answer.data) ? rowsIn(answer, 'data') : undefined;
}

const keyOf = ({ id, date, object }: IDataObject) => JSON.stringify([id, date, object]);

const isSame = (one: IDataObject[], other: IDataObject[]) => {
	const keys = new Set(other.map(keyOf));
	return one.length === other.length && one.every((mail) => keys.has(keyOf(mail)));
};

/** What is known about the inbox's pages. */
interface Inbox {
	/** The page without a number. */
	usual: IDataObject[];
	/** The distinct pages that were requested, starting with the first one. */
	pages: IDataObject[][];
	firstPage?: 0 | 1;
	beyond?: PecMassivaSwitches['beyondLastPage'];
	/** Whether they include the last page of the inbox. */
	isWhole: boolean;
}

function inboxOf(seen: Seen): Inbox | undefined {
	const usual = mailsOf(seen, 'inbox');
	const [zero, ...others] = NUMBERS.map((number) => mailsOf(seen, `page${number}`) ?? []);
	const [one, two] = others;
	const far = mailsOf(seen, `page${FAR}`);
	if (!usual || !far) return undefined;
	const beyond = far.length === 0 ? 'nothing' : 'lastPage';
	// If the last page is returned for all numbers beyond it, a single page is returned for every number.
	const tells = beyond === 'nothing' ? zero.length + one.length > 0 : !isSame(one, two);
	const firstPage = tells ? (isSame(zero, one) || zero.length === 0 ? 1 : 0) : undefined;
	const asked = firstPage === 1 ? others : [zero, ...others];
	const pages = asked.filter(
		(page, index) => page.length > 0 && (index === 0 || !isSame(page, asked[index - 1])),
	);
	const isWhole = pages.length < asked.length;
	return { usual, pages, firstPage, beyond: usual.length > 0 ? beyond : undefined, isWhole };
}

const median = (page: IDataObject[]) => {
	const times = timesOf(page).sort((a, b) => a - b);
	return times[Math.floor(times.length / 2)];
};

const timesOf = (page: IDataObject[]) =>
	page.map(({ date }) => Date.parse(textOf(date))).filter((time) => !Number.isNaN(time));

function pageSize(seen: Seen): number | undefined {
	const { pages } = inboxOf(seen) ?? { pages: [] };
	return pages.length > 1 ? Math.max(...pages.map(({ length }) => length)) : undefined;
}

function inboxOrder(seen: Seen) {
	const { pages } = inboxOf(seen) ?? { pages: [] };
	if (pages.length < 2) return undefined;
	const [first, last] = [median(pages[0]), median(pages.at(-1)!)];
	if (!(first > last || first < last)) return undefined;
	return first > last ? 'newestFirst' : 'oldestFirst';
}

function orderInPage(seen: Seen) {
	const inbox = inboxOf(seen);
	const order = inboxOrder(seen);
	if (!inbox || order === undefined) return undefined;
	const [first] = inbox.pages;
	// The same page under another number, or without one.
	const again = ['inbox', ...NUMBERS.map((number) => `page${number}`)]
		.map((step) => mailsOf(seen, step) ?? [])
		.filter((page) => isSame(page, first));
	if (again.some((page) => page.some((mail, index) => keyOf(mail) !== keyOf(first[index])))) {
		return 'none';
	}
	const times = timesOf(first);
	const pairs = times.slice(1).map((time, index) => time - times[index]);
	const rises = pairs.some((step) => step > 0);
	const falls = pairs.some((step) => step < 0);
	if (rises === falls) return undefined;
	const own = rises ? 'oldestFirst' : 'newestFirst';
	return fitting(['likeInbox', own], (each) => each === own || own === order);
}

function defaultPage(seen: Seen) {
	const { usual, pages, isWhole } = inboxOf(seen) ?? { usual: [], pages: [], isWhole: false };
	if (pages.length < 2) return undefined;
	if (isSame(usual, pages[0])) return 'first';
	return isWhole && isSame(usual, pages.at(-1)!) ? 'last' : undefined;
}

function shortPage(seen: Seen) {
	const { pages, isWhole } = inboxOf(seen) ?? { pages: [], isWhole: false };
	const size = pageSize(seen) ?? 0;
	if (pages.length < 2) return undefined;
	if (pages[0].length < size) return 'first';
	return isWhole && pages.at(-1)!.length < size ? 'last' : undefined;
}

function pageCount(seen: Seen) {
	const inbox = inboxOf(seen);
	const { total, n_of_pages: told } = seen.object('inbox');
	const counted = inbox?.pages.reduce((sum, { length }) => sum + length, 0) ?? 0;
	const mails = typeof total === 'number' ? total : inbox?.isWhole ? counted : undefined;
	const size = pageSize(seen);
	if (mails === undefined || size === undefined || typeof told !== 'number') return undefined;
	const pages = Math.ceil(mails / size);
	const counts: Record<PecMassivaSwitches['pageCount'], number> = {
		floor: Math.floor(mails / size),
		ceiling: pages,
		lastIndex: pages - 1,
		zero: 0,
		mails,
		absurd: 999_999_999,
	};
	return fitting(Object.keys(counts) as Array<keyof typeof counts>, (way) => counts[way] === told);
}

const receipts = (seen: Seen) => rowsIn(seen.object('status'), 'data');

function statusShape(seen: Seen) {
	const [first] = receipts(seen);
	if (has(first, 'data', 'object', 'message')) return 'documented';
	return has(first, 'date', 'subject', 'body') ? 'observed' : undefined;
}

const textIn = (receipt: IDataObject) => textOf(receipt.message ?? receipt.body);
const subjectIn = (receipt: IDataObject) => textOf(receipt.object ?? receipt.subject);

/** Receipts of other kinds have their own texts; in the vendor's example the text of the acceptance is empty. */
function statusTexts(seen: Seen) {
	const deliveries = receipts(seen).filter((each) => !/^POSTA CERTIFICATA/i.test(subjectIn(each)));
	const acceptance = deliveries.find((each) => /^ACCETTAZIONE/i.test(subjectIn(each)));
	if (!acceptance || deliveries.length < 2) return undefined;
	if (textIn(acceptance) === '') return 'original';
	const others = deliveries.filter((each) => each !== acceptance);
	return others.some((each) => textIn(each) === textIn(acceptance)) ? undefined : 'receipt';
}

function lossyLetters(seen: Seen) {
	const told = [...receipts(seen), ...(mailsOf(seen, 'inbox') ?? [])];
	const texts = told.map((each) => subjectIn(each) + textIn(each)).join('');
	if (texts.includes('\ufffd')) return true;
	return /\P{ASCII}/u.test(texts) ? false : undefined;
}

const OAUTH = /\/tokens$/;

function tokenEnvelope(seen: Seen) {
	const token = seen.exchanges.filter(({ url }) => OAUTH.test(url.pathname)).find(isSuccess);
	const body = token && jsonOf(token);
	if (has(body, 'token')) return 'bare';
	return has(partOf({ body }, 'body').data, 'token') ? 'data' : undefined;
}

function quota(seen: Seen) {
	const { usage, limit } = partOf(seen.object('quota', /\/quota\//), 'data');
	return typeof usage === 'number' && typeof limit === 'number' ? { usage, limit } : undefined;
}

/** Whether an error is as documented. @param message the exact text */
const isRefused = (seen: Seen, step: string, status: number, message: string) => {
	const answer = seen.answer(step);
	if (!answer) return undefined;
	const refusal = seen.refusal(step);
	return refusal?.status === status && refusal.body.message === message;
};

const tells = (field: string) => (seen: Seen) => {
	const page = seen.json('inbox');
	return has(page, 'data') ? has(page, field) : undefined;
};

export const pecMassivaCheck: ProviderCheck = {
	hostOf,
	stranger: { authorization: 'token', token: '0'.repeat(24) },
	replayed: { username: 'replay@example.org', password: 'replay' },
	inputs: { code: 'Code of a message that was sent before, 15 or 16 digits' },
	steps: [
		{
			name: 'quota',
			says: 'The quota of the mailbox',
			ask: () => ({ operation: ['mailbox', 'getQuota'], parameters: { mailbox: 'INBOX' } }),
		},
		{ name: 'inbox', says: 'The inbox', ask: () => ({ path: '/inbox' }) },
		...[...NUMBERS, FAR].map(pageStep),
		{
			name: 'newest',
			says: 'The newest mails, as the node finds them',
			ask: () => ({ operation: ['inbox', 'getMany'], parameters: { limit: 5 } }),
		},
		{
			name: 'status',
			says: 'The receipts of a message',
			ask: (_seen, { code }) =>
				code ? { operation: ['message', 'getStatus'], parameters: { code } } : undefined,
		},
		{
			name: 'unknownCode',
			says: 'The receipts of a message that does not exist',
			ask: () => ({ path: '/send/200001010000000' }),
		},
		{
			name: 'unknownMail',
			says: 'A mail that does not exist',
			ask: () => ({ path: `/inbox/${FAR}` }),
		},
		{
			name: 'unknownPath',
			says: 'A path that does not exist',
			ask: () => ({ path: `/inbox/${FAR}/n8n-contract-check` }),
		},
		{
			name: 'stranger',
			says: 'The quota, with a token that nobody gave out',
			ask: () => ({ path: '/quota/INBOX', caller: 'stranger' }),
		},
	],
	isRecognised: (seen) => quota(seen) !== undefined && seen.answer('stranger')?.status === 401,
	facts: {
		unauthorized: byRead((seen) =>
			isRefused(seen, 'stranger', 401, 'Authorization is not valid or empty'),
		),
		quotaFields: byRead((seen) => {
			const answer = seen.answer('quota', /\/quota\//);
			return answer && quota(seen) !== undefined;
		}),
		inboxFields: byRead((seen) =>
			all(mailsOf(seen, 'inbox') ?? [], (mail) =>
				has(mail, 'sender', 'recipient', 'date', 'object', 'id'),
			),
		),
		inboxPage: byRead((seen) => {
			const page = seen.json('inbox');
			return page === undefined ? undefined : has(page, 'data', 'total', 'page', 'n_of_pages');
		}),
		pageSize: byRead((seen) => {
			const page = mailsOf(seen, 'inbox');
			return page && (page.length === 0 ? undefined : page.length <= 25);
		}),
		unknownCode: byRead((seen) => isRefused(seen, 'unknownCode', 404, 'Result empty')),
		unknownMail: byRead((seen) => isRefused(seen, 'unknownMail', 404, 'Message not found')),
		sendAnswer: bySend((seen) => {
			const answer = seen.answer('send', /\/send$/);
			if (!answer) return undefined;
			return answer.status === 201 && has(jsonOf(answer), 'sent', 'message_id');
		}),
		pace: notLookedFor('a second message would have to be sent'),
	},
	switches: {
		unknownPath: foundByRead((seen) => seen.refusal('unknownPath')),
		statusShape: foundByRead(statusShape),
		statusTexts: foundByRead(statusTexts),
		lossyLetters: foundByRead(lossyLetters),
		firstPage: foundByRead((seen) => inboxOf(seen)?.firstPage),
		beyondLastPage: foundByRead((seen) => inboxOf(seen)?.beyond),
		pageCount: foundByRead(pageCount),
		pageSize: foundByRead(pageSize),
		defaultPage: foundByRead(defaultPage),
		inboxOrder: foundByRead(inboxOrder),
		orderInPage: foundByRead(orderInPage),
		shortPage: foundByRead(shortPage),
		tellsTotal: foundByRead(tells('total')),
		tellsPage: foundByRead(tells('page')),
		tokenEnvelope: foundByRead(tokenEnvelope),
		quota: foundByRead(quota),
		wrongMailboxLogin: notLookedFor('a wrong password may lock the mailbox'),
		missingScope: notLookedFor('it would take a token without a scope'),
		expiredToken: notLookedFor('it would take a token whose time is over'),
		tooFast: notLookedFor('a second message would have to be sent'),
		secondsBetweenSends: notLookedFor('a second message would have to be sent'),
		emptyWallet: notLookedFor('the wallet would have to be empty'),
		missingMessageDeleted: notLookedFor('nothing is deleted'),
		ids: notLookedFor('nothing is deleted'),
		misdatedMails: notLookedFor('it would take mails with wrong dates'),
		defaultTokenSeconds: notLookedFor('the credential asks for 30 days'),
	},
	sends: {
		pec: {
			what: 'one certified email (PEC)',
			costs:
				'In production it costs a message of your plan, 0.05 EUR by the price list; in the environment Sandbox, sandbox credit.',
			to: 'Address of a certified mailbox of yours, to which it goes',
			ask: (to, marker) => ({
				operation: ['message', 'send'],
				parameters: {
					recipient: to,
					subject: `Contract check ${marker}`,
					body: '<p>Contract check of the n8n nodes for certified mail. Perch&eacute; no?</p>',
				},
			}),
			found(seen): Record<string, string> {
				const code = textOf(seen.object('send', /\/send$/).message_id);
				return code === '' ? {} : { code };
			},
		},
	},
	kept: {
		paths: [
			...['/inbox', '/inbox/:id', '/send', '/send/:code', '/quota/INBOX', '/tokens', '/token'],
			'/inbox/:id/n8n-contract-check',
		],
		words: [],
		vocabulary: [
			...['Authorization is not valid or empty', 'Result empty', 'Message not found'],
			...['Not found', 'Post parameter is not valid'],
		],
		numbers: ['usage', 'limit', 'total', 'page', 'n_of_pages', 'sent'],
		times: ['date', 'data', 'createdAt', 'expireAt', 'updatedAt'],
		names: [
			...['success', 'message', 'object', 'subject', 'body', 'sender', 'recipient', 'id', 'error'],
			...['message_id', 'token', 'scopes', 'name', 'refreshToken', 'limits', 'stats'],
		],
		// Prefixes of receipt subjects.
		prefixes: ['ACCETTAZIONE: ', 'CONSEGNA: ', 'POSTA CERTIFICATA: ', 'AVVISO DI '],
	},
};
