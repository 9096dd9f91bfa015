import { isoTime } from '../shared/delivery';
import { sha256 } from '../shared/digest';
import type { InboxMail, InboxPage } from './api';
import { idOrderOf, type IdOrder } from './inboxOrder';
import { classified, type ClassifiedMail } from './mail';

/** A mail that is in the inbox now, with its classification. */
export type WatchedMail = ClassifiedMail & InboxMail;

export const hash = (...parts: unknown[]) => hashOf(parts);

/** The same for a list, which may have more entries than a function can take arguments. */
const hashOf = (parts: unknown[]) => sha256(JSON.stringify(parts)).slice(0, 12);

/** When a mail arrived, as text that sorts by time; '' if its date is unreadable. */
export function timeOf({ date }: InboxMail): string {
	const time = isoTime(date) ?? '';
	// Years with more than four digits begin with a sign.
	return time.startsWith('+') ? '9999' : time.replace(/^-.*/, '0000');
}

/** Identifies a mail by its time and its content, as IDs may pass from one mail to another. */
export function contentKeyOf(mail: InboxMail): string {
	const { date, sender, recipient, object } = mail;
	return `${timeOf(mail)}|${hash(date, sender, recipient, object)}`;
}

export const contentKeyIn = (id: string) => id.slice(0, id.lastIndexOf('#'));

export const timeIn = (id: string) => id.split('|', 1)[0];

/**
 * What shows that an inbox is unchanged: the number of mails, and the newest page with its IDs, which shift when
 * anything below is deleted. The order within the page does not matter.
 */
export const topOf = ({ mails, total, pages }: InboxPage) =>
	hashOf([total, pages, ...mails.map((mail) => `${mail.id} ${contentKeyOf(mail)}`).sort()]);

/** What was read of the inbox in one go, the newest page first as far as that is known. */
export class InboxReading {
	readonly pages: WatchedMail[][] = [];
	/** How many mails there are, according to the latest answer. */
	total?: number;
	/** The digest of the newest page (`topOf`). */
	top = '';
	/** Page by ID and content key: a mail that moves to the next page while pages are read is seen twice. */
	private readonly depths = new Map<string, number>();
	private readonly byContentKey = new Map<string, WatchedMail[]>();

	add(page: InboxPage): void {
		if (this.pages.length === 0) this.top = topOf(page);
		this.total = page.total;
		const added: WatchedMail[] = [];
		for (const mail of page.mails) {
			const contentKey = contentKeyOf(mail);
			const key = `${mail.id} ${contentKey}`;
			if (!Number.isNaN(mail.id) && this.depths.has(key)) continue;
			this.depths.set(key, this.pages.length);
			const watched = { ...mail, ...classified(mail) };
			added.push(watched);
			const duplicates = this.byContentKey.get(contentKey);
			if (duplicates) duplicates.push(watched);
			else this.byContentKey.set(contentKey, [watched]);
		}
		this.pages.push(added);
	}

	get mails(): WatchedMail[] {
		return this.pages.flat();
	}

	get size(): number {
		return this.pages.reduce((sum, page) => sum + page.length, 0);
	}

	/** What the IDs say about the order in which the mails arrived. */
	get idOrder(): IdOrder | undefined {
		return idOrderOf(this.mails);
	}

	/** The mails by content key: identical ones with the newest first, as far as their IDs show that. */
	groupedByContent(): Array<[string, WatchedMail[]]> {
		const { direction } = this.idOrder ?? {};
		return [...this.byContentKey].map(([contentKey, mails]) => {
			const isSorted = direction === undefined || mails.length === 1;
			return [contentKey, isSorted ? mails : [...mails].sort((a, b) => direction * (b.id - a.id))];
		});
	}

	/** The index of the page that a mail is on; 0 is the newest page. */
	depthOf(mail: WatchedMail): number {
		return this.depths.get(`${mail.id} ${contentKeyOf(mail)}`) ?? 0;
	}

	/** The largest number of these mails on one page. */
	maxOnOnePage(mails: WatchedMail[]): number {
		const counts = new Map<number, number>();
		for (const depth of mails.map((mail) => this.depthOf(mail))) {
			counts.set(depth, (counts.get(depth) ?? 0) + 1);
		}
		return [...counts.values()].reduce((a, b) => Math.max(a, b), 0);
	}

	/** A digest of everything that was read. */
	get content(): string {
		return hash([...this.depths.keys()].sort());
	}
}
