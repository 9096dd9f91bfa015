import { createHash } from 'node:crypto';
import type { ListedMail } from './mailbox';
import type { PecMassivaSwitches } from './switches';

/** A page of the inbox. */
export interface Page {
	mails: ListedMail[];
	/** Its number. */
	page: number;
	n_of_pages: number;
}

let answers = 0;

/**
 * A page of the inbox, according to the switches.
 * @param found the mails, oldest first
 * @param asked the requested page number, if any
 */
export function pageOf(
	found: ListedMail[],
	asked: number | undefined,
	switches: PecMassivaSwitches,
): Page {
	const { firstPage, beyondLastPage, defaultPage, orderInPage } = switches;
	const pages = cut(ordered(found, switches), switches);
	const last = Math.max(0, pages.length - 1);
	const usual = defaultPage === 'last' ? last : 0;
	const wanted = asked === undefined ? usual : Math.max(0, asked - firstPage);
	const shown = beyondLastPage === 'lastPage' ? Math.min(wanted, last) : wanted;
	const mails = arranged(pages[shown] ?? [], found, orderInPage);
	return { mails, page: shown + firstPage, n_of_pages: countOf(found.length, switches) };
}

function countOf(mails: number, { pageCount, pageSize }: PecMassivaSwitches): number {
	const pages = Math.ceil(mails / pageSize);
	const counts: Record<PecMassivaSwitches['pageCount'], number> = {
		floor: Math.floor(mails / pageSize),
		ceiling: pages,
		lastIndex: Math.max(0, pages - 1),
		zero: 0,
		mails,
		absurd: 999_999_999,
	};
	return counts[pageCount];
}

function ordered(
	found: ListedMail[],
	{ inboxOrder, misdatedMails }: PecMassivaSwitches,
): ListedMail[] {
	const sorted = [...found];
	if (misdatedMails === 'byDate') sorted.sort((a, b) => timeOf(a) - timeOf(b));
	return inboxOrder === 'newestFirst' ? sorted.reverse() : sorted;
}

const timeOf = ({ mail: { at, date } }: ListedMail) =>
	date === undefined ? at.getTime() : Date.parse(date) || 0;

function cut(mails: ListedMail[], { shortPage, pageSize }: PecMassivaSwitches): ListedMail[][] {
	const rest = mails.length % pageSize;
	const head = shortPage === 'first' ? rest : 0;
	const pages = head > 0 ? [mails.slice(0, head)] : [];
	for (let start = head; start < mails.length; start += pageSize) {
		pages.push(mails.slice(start, start + pageSize));
	}
	return pages;
}

/** @param found all mails, oldest first */
function arranged(
	page: ListedMail[],
	found: ListedMail[],
	order: PecMassivaSwitches['orderInPage'],
): ListedMail[] {
	if (order === 'likeInbox') return page;
	if (order === 'none') {
		answers += 1;
		const mixed = ({ id }: ListedMail) =>
			createHash('sha1').update(`${answers} ${id}`).digest('hex');
		return [...page].sort((a, b) => mixed(a).localeCompare(mixed(b)));
	}
	const oldestFirst = found.filter((mail) => page.includes(mail));
	return order === 'oldestFirst' ? oldestFirst : oldestFirst.reverse();
}
