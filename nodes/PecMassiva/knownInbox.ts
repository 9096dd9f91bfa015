import { type IsTimeUp, type Known } from '../shared/polling';
import { contentKeyIn, timeIn, timeOf, type InboxReading, type WatchedMail } from './inboxReading';
import { PAGE_SIZE, type InboxLayout } from './inboxWalk';

/**
 * How many pages of 25 are read when anything has changed: a mail that arrives late may be listed below known ones.
 */
export const MIN_PAGES = 2;

/** How many full pages the first poll reads. Older mails count as known. */
const FIRST_PAGES = 4;

/** The same if they are not full. */
const MAX_FIRST_PAGES = 3 * FIRST_PAGES;

/** After how many polls without a change everything is read again, even if the newest page is unchanged. */
const MAX_UNCHANGED_POLLS = 60;

/** What the trigger stores about the inbox from poll to poll. */
export interface InboxCursor {
	/** Mails up to this time are not new; '' if every unknown mail is new. */
	start?: string;
	/** Mails up to this time existed when the trigger was activated, unless their date is wrong. */
	activatedUpTo?: string;
	/** The digest of the newest page (`topOf`); '' if it proves nothing. */
	top: string;
	/** For how many polls the newest page has been unchanged. */
	unchangedFor: number;
	/** The order of the pages, if it is known. */
	layout?: InboxLayout;
	/** How many mails there were, if the API says so. */
	total?: number;
	/** The least number of mails that the next poll reads. */
	depth?: number;
}

/** The time at such a fraction of the sorted times: a few wrong dates, which are at the ends, do not matter. */
export function atFraction(times: string[], part: number): string | undefined {
	const readable = times.filter(Boolean).sort();
	return readable[Math.floor(readable.length * part)];
}

/** The mails that earlier polls have seen. */
export class KnownInbox {
	/** Mails up to this time are not new; '' if every unknown mail is new; undefined on the first poll. */
	readonly start?: string;
	private readonly cursor?: InboxCursor;
	/** The numbered IDs of the known mails, by content key. */
	private readonly ids = new Map<string, string[]>();

	constructor({ ids, isOpen, cursor, hasForgotten }: Known<InboxCursor>) {
		// A mail is final once its event has been emitted; an open one still is, or is again, new.
		for (const id of ids.filter((each) => !isOpen(each))) {
			const contentKey = contentKeyIn(id);
			const identical = this.ids.get(contentKey);
			if (identical) identical.push(id);
			else this.ids.set(contentKey, [id]);
		}
		if (!cursor) return;
		this.cursor = cursor;
		// If some had to be forgotten, a mail older than all known ones may be one of them.
		const starts = [cursor.start, hasForgotten ? atFraction(ids.map(timeIn), 0.1) : undefined];
		this.start = starts
			.filter((time) => time !== undefined)
			.sort()
			.at(-1);
	}

	get span(): Pick<InboxCursor, 'start' | 'activatedUpTo'> | undefined {
		return this.start === undefined
			? undefined
			: { start: this.start, activatedUpTo: this.cursor?.activatedUpTo };
	}

	get layout(): InboxLayout | undefined {
		return this.cursor?.layout;
	}

	/** For how many polls the newest page has been as it is now; 0 if everything has to be read again. */
	unchangedFor(top: string): number {
		const { top: topBefore = '', unchangedFor = 0 } = this.cursor ?? {};
		const isSame = top !== '' && top === topBefore && unchangedFor < MAX_UNCHANGED_POLLS;
		return isSame ? unchangedFor + 1 : 0;
	}

	/** Whether to read the next page as well: as long as pages contain new mails. */
	wantsMoreThan(reading: InboxReading, isTimeUp: IsTimeUp): boolean {
		if (this.start === undefined) {
			// Pages may be short, and there may be any number of them.
			return reading.size < FIRST_PAGES * PAGE_SIZE && reading.pages.length < MAX_FIRST_PAGES;
		}
		const { total = NaN, depth = 0 } = this.cursor ?? {};
		if (reading.size < Math.max(depth, MIN_PAGES * PAGE_SIZE)) return true;
		const news = this.newsIn(reading);
		if (reading.pages.at(-1)!.some((mail) => news.has(mail))) return true;
		// More mails have arrived than were found, and they may be anywhere.
		return (reading.total ?? NaN) - total > news.size && !isTimeUp();
	}

	/** The mails, oldest first, each with the ID for its event and whether it is new. */
	identified(
		reading: InboxReading,
		isConsistent: boolean,
	): Array<{ id: string; mail: WatchedMail; isNews: boolean }> {
		const news = this.newsIn(reading);
		const all = reading.groupedByContent().flatMap(([contentKey, mails]) => {
			const ids = this.ids.get(contentKey) ?? [];
			const taken = new Set(ids);
			const { unknown, known } = this.split(contentKey, mails);
			// If the pages changed while they were read, the same mail may have been read twice.
			const certain = isConsistent
				? unknown
				: unknown.slice(0, Math.max(0, reading.maxOnOnePage(mails) - known.length));
			let number = 0;
			const free = () => {
				do number++;
				while (taken.has(`${contentKey}#${number}`));
				return `${contentKey}#${number}`;
			};
			return [
				...known.reverse().map((mail, index) => ({ id: ids[index], mail, isNews: false })),
				...certain.reverse().map((mail) => ({ id: free(), mail, isNews: news.has(mail) })),
			];
		});
		return all.sort((a, b) => timeIn(a.id).localeCompare(timeIn(b.id)));
	}

	/** Whether there are more identical mails than before, on more than one page. */
	hasNewDuplicatesOnTwoPages(reading: InboxReading): boolean {
		return reading
			.groupedByContent()
			.some(
				([contentKey, mails]) =>
					mails.length >
					Math.max(this.ids.get(contentKey)?.length ?? 0, reading.maxOnOnePage(mails)),
			);
	}

	/** Of several identical mails, the newest are the unknown ones. */
	private split(contentKey: string, mails: WatchedMail[]) {
		const count = Math.max(0, mails.length - (this.ids.get(contentKey)?.length ?? 0));
		return { unknown: mails.slice(0, count), known: mails.slice(count) };
	}

	/**
	 * The new mails: unknown ones, except for older mails that have come into view because others were deleted.
	 * A mail that arrived after a known one is new, whatever its date.
	 */
	private newsIn(reading: InboxReading): Set<WatchedMail> {
		const { start } = this;
		if (start === undefined) return new Set();
		const parts = reading
			.groupedByContent()
			.map(([contentKey, mails]) => this.split(contentKey, mails));
		const unknown = parts.flatMap((part) => part.unknown);
		if (start === '') return new Set(unknown);
		const anchors = parts.flatMap(({ known }) => known).filter((mail) => timeOf(mail) > start);
		const order = reading.idOrder;
		const rank = ({ id }: WatchedMail) => id * (order?.direction ?? NaN);
		const lowest = anchors.map(rank).reduce((a, b) => Math.min(a, b), Infinity);
		const deepest = anchors
			.map((mail) => reading.depthOf(mail))
			.reduce((a, b) => Math.max(a, b), -1);
		const { activatedUpTo = '' } = this.cursor ?? {};
		const latest = anchors
			.filter((mail) => timeOf(mail) <= activatedUpTo)
			.map(rank)
			.reduce((a, b) => Math.max(a, b), -Infinity);
		const isNews = (mail: WatchedMail) => {
			const time = timeOf(mail);
			const wasThere = rank(mail) < lowest || (time <= activatedUpTo && rank(mail) < latest);
			if (order?.isShown && anchors.length > 0 && wasThere) return false;
			const isLater = rank(mail) > lowest || (!order && reading.depthOf(mail) < deepest);
			return isLater || time === '' || time > start;
		};
		return new Set(unknown.filter(isNews));
	}
}
