import { isoTime } from '../shared/delivery';
import { sha256 } from '../shared/digest';
import type { InboxMail, InboxPage } from './api';
import { idOrderOf, type IdOrder } from './inboxOrder';
import { classified, type ClassifiedMail } from './mail';

/** A mail that stands in the inbox now, and what it is. */
export type WatchedMail = ClassifiedMail & InboxMail;

export const hash = (...parts: unknown[]) => hashOf(parts);

/** The same of a list, which may have more entries than a function takes values. */
const hashOf = (parts: unknown[]) => sha256(JSON.stringify(parts)).slice(0, 12);

/** When it came, as text that sorts; '' if it does not tell. */
export function timeOf({ date }: InboxMail): string {
	const time = isoTime(date) ?? '';
	// Years with more than four digits begin with a sign.
	return time.startsWith('+') ? '9999' : time.replace(/^-.*/, '0000');
}

/** When it came, and what is in it. */
export function likenessOf(mail: InboxMail): string {
	const { date, sender, recipient, object } = mail;
	return `${timeOf(mail)}|${hash(date, sender, recipient, object)}`;
}

export const likenessIn = (id: string) => id.slice(0, id.lastIndexOf('#'));

export const timeIn = (id: string) => id.split('|', 1)[0];

/**
 * What shows that an inbox is unchanged: the number of mails, and the newest page with its IDs, which shift when
 * anything below is deleted. The order within the page does not matter.
 */
export const topOf = ({ mails, total, pages }: InboxPage) =>
	hashOf([total, pages, ...mails.map((mail) => `${mail.id} ${likenessOf(mail)}`).sort()]);

/** What was read of the inbox in one go, the newest page first as far as that is known. */
export class InboxReading {
	readonly pages: WatchedMail[][] = [];
	/** How many mails there are, as the last answer tells it. */
	total?: number;
	/** How the newest page looked. */
	top = '';
	/** By ID and likeness: one that slips onto the next page while these are read is seen twice. */
	private readonly depths = new Map<string, number>();
	private readonly byLikeness = new Map<string, WatchedMail[]>();

	add(page: InboxPage): void {
		if (this.pages.length === 0) this.top = topOf(page);
		this.total = page.total;
		const added: WatchedMail[] = [];
		for (const mail of page.mails) {
			const like = likenessOf(mail);
			const key = `${mail.id} ${like}`;
			if (!Number.isNaN(mail.id) && this.depths.has(key)) continue;
			this.depths.set(key, this.pages.length);
			const watched = { ...mail, ...classified(mail) };
			added.push(watched);
			const alike = this.byLikeness.get(like);
			if (alike) alike.push(watched);
			else this.byLikeness.set(like, [watched]);
		}
		this.pages.push(added);
	}

	get mails(): WatchedMail[] {
		return this.pages.flat();
	}

	get size(): number {
		return this.pages.reduce((sum, page) => sum + page.length, 0);
	}

	/** What the IDs tell of when the mails came. */
	get idOrder(): IdOrder | undefined {
		return idOrderOf(this.mails);
	}

	/** Mails that can't be told from each other, by their likeness: the newest first, as far as IDs tell. */
	alike(): Array<[string, WatchedMail[]]> {
		const { direction } = this.idOrder ?? {};
		return [...this.byLikeness].map(([like, mails]) => {
			const isSorted = direction === undefined || mails.length === 1;
			return [like, isSorted ? mails : [...mails].sort((a, b) => direction * (b.id - a.id))];
		});
	}

	/** On which of the pages a mail stands: 0 is the newest. */
	depthOf(mail: WatchedMail): number {
		return this.depths.get(`${mail.id} ${likenessOf(mail)}`) ?? 0;
	}

	/** How many of these mails one page has at most. */
	mostOnOnePage(mails: WatchedMail[]): number {
		const counts = new Map<number, number>();
		for (const depth of mails.map((mail) => this.depthOf(mail))) {
			counts.set(depth, (counts.get(depth) ?? 0) + 1);
		}
		return [...counts.values()].reduce((a, b) => Math.max(a, b), 0);
	}

	/** What tells one reading from another. */
	get content(): string {
		return hash([...this.depths.keys()].sort());
	}
}
