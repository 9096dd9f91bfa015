import type { InboxMail, InboxPage } from './api';
import { areNewer } from './inboxOrder';

/** "Each page contains up to 25 messages" (OpenAPI file). */
export const PAGE_SIZE = 25;

/** More than any inbox has: the end of the search for the last page if there seems to be none. */
const MAX_PAGES = 1_000_000;

/** The order of an inbox's pages. */
export interface InboxLayout {
	/** Whether the newest mails are on the pages with the lowest numbers, or on those with the highest. */
	newest: 'low' | 'high';
	/** The number of the newest page; absent if it is the one that is returned without a number. */
	top?: number;
}

/** The result of a walk through the inbox. */
export interface WalkResult {
	/** Absent if everything is on one page, or if it is unknown which end is the newest. */
	layout?: InboxLayout;
	/** Whether the next new mail will appear on the page that the layout names. */
	isSure: boolean;
	/** Whether all mails were handed over. */
	isWhole: boolean;
	/** Mails were deleted meanwhile, so some may have moved to a page that had already been read. */
	isInconsistent: boolean;
}

/** The input of a walk. */
export interface WalkOptions<Page> {
	/** The layout that an earlier walk has found. */
	layout?: InboxLayout;
	/** Whether the newest page, as far as it is known, is unchanged. Then no other page is read. */
	isUnchanged?: (page: Page) => boolean;
	/** Takes a page, the newest first, and returns whether the next one is wanted. */
	take: (page: Page) => boolean;
}

/** Yields the number of a page to read, or undefined for the one without a number; receives the page. */
export type PageRequests<Page, Result> = Generator<number | undefined, Result, Page>;

/**
 * Walks through the inbox from the newest page to older ones. It is not documented whether pages begin at 0 or 1,
 * which one is returned without a number, whether the first has the newest mails or the oldest, and whether an answer
 * contains its number and the number of mails. So each walk over several pages compares them. If that proves nothing,
 * the pages at both ends are handed over.
 */
export function* newestFirst<Page extends InboxPage>(
	options: WalkOptions<Page>,
): PageRequests<Page, WalkResult> {
	return yield* new Walk(options).run();
}

/** Two pages at one end of the inbox, and their numbers, as far as they are known. */
interface Ends<Page> {
	/** The number of the first page, if it had to be found. */
	first?: number;
	/** The number of the last page, if it is the one that was returned first and contains its number. */
	last?: number;
	/** Two pages in the order of their numbers. */
	lower: Page;
	higher: Page;
}

class Walk<Page extends InboxPage> {
	private readonly pages = new Map<number, Page>();
	private readonly taken = new Set<string>();
	private total?: number;
	private isInconsistent = false;

	constructor(private readonly options: WalkOptions<Page>) {}

	*run(): PageRequests<Page, WalkResult> {
		const { layout, isUnchanged } = this.options;
		let shown = yield* this.page(layout?.top);
		if (isUnchanged?.(shown)) {
			this.take(shown);
			return this.result({ layout, isSure: true, isWhole: false });
		}
		let asked = layout?.top;
		if (shown.mails.length === 0 && asked !== undefined) {
			// The number of pages has fallen.
			asked = undefined;
			shown = yield* this.page();
		}
		const ends = this.isAll(shown) ? undefined : yield* this.ends(shown, asked);
		if (!ends) {
			this.take(shown);
			const { mails, total } = shown;
			const isSure = total !== undefined || mails.length < PAGE_SIZE;
			return this.result({ isSure, isWhole: total === undefined || total <= mails.length });
		}
		const isHigh = yield* this.isHighNewer(ends);
		if (isHigh === undefined) return yield* this.fromBothEnds(ends);
		return isHigh
			? yield* this.fromLast(ends, shown, asked)
			: yield* this.fromFirst(ends, shown, asked);
	}

	/** Two pages in known order; undefined if there is only one. */
	private *ends(shown: Page, asked?: number): PageRequests<Page, Ends<Page> | undefined> {
		const number = shown.page ?? asked;
		if (number !== undefined) return yield* this.neighbours(shown, number, asked);
		const first = yield* this.firstNumber();
		const lower = yield* this.page(first);
		if (!isOther(lower, shown)) return yield* this.neighbours(shown, first);
		// A request without a page number returns the first or the last page.
		return { first, lower, higher: shown };
	}

	private *neighbours(
		shown: Page,
		number: number,
		asked?: number,
	): PageRequests<Page, Ends<Page> | undefined> {
		const isLast = asked === undefined ? number > 1 : this.options.layout?.newest === 'high';
		for (const next of isLast ? [number - 1, number + 1] : [number + 1, number - 1]) {
			const other = next < 0 ? undefined : yield* this.page(next);
			if (!other || !isOther(other, shown)) continue;
			// A request without a page number returns the page at one end, and it is known by now which end that is.
			const isEnd = asked === undefined;
			if (next < number) return { lower: other, higher: shown, ...(isEnd && { last: number }) };
			const isFirst = isEnd || this.options.layout?.newest === 'low';
			return { lower: shown, higher: other, ...(isFirst && { first: number }) };
		}
		return undefined;
	}

	/** If two pages prove nothing, because one of them has only a few mails, their neighbours may. */
	private *isHighNewer({ lower, higher }: Ends<Page>): PageRequests<Page, boolean | undefined> {
		const byBoth = areNewer(higher.mails, lower.mails);
		if (byBoth !== undefined) return byBoth;
		const above = this.numberOf(higher);
		const next = above === undefined ? undefined : yield* this.page(above + 1);
		const byNext = next && isOther(next, higher) ? areNewer(next.mails, higher.mails) : undefined;
		if (byNext !== undefined) return byNext;
		const below = this.numberOf(lower) ?? 0;
		const before = below === 0 ? undefined : yield* this.page(below - 1);
		return before && isOther(before, lower) ? areNewer(lower.mails, before.mails) : undefined;
	}

	private *fromFirst(
		ends: Ends<Page>,
		shown: Page,
		asked?: number,
	): PageRequests<Page, WalkResult> {
		const first = ends.first ?? (yield* this.firstNumber());
		const isWhole = yield* this.upwards(first);
		const isShown = asked === undefined && shown.page === first;
		const layout: InboxLayout = { newest: 'low', ...(!isShown && { top: first }) };
		return this.result({ layout, isSure: true, isWhole });
	}

	private *fromLast(ends: Ends<Page>, shown: Page, asked?: number): PageRequests<Page, WalkResult> {
		const isShown = asked === undefined && ends.higher === shown;
		const last = ends.last ?? (yield* this.lastNumber(ends));
		const newest = isShown ? shown : yield* this.page(last);
		let isWhole = !this.take(newest) && this.isAllTaken();
		if (this.wantsMore) isWhole = yield* this.downwards(last, ends.first);
		const layout: InboxLayout = { newest: 'high', ...(!isShown && { top: last }) };
		const isSure = isShown || newest.total !== undefined || newest.mails.length < this.pageSize;
		return this.result({ layout, isSure, isWhole });
	}

	/** Takes both ends if it is unknown which one is the newest. */
	private *fromBothEnds(ends: Ends<Page>): PageRequests<Page, WalkResult> {
		const first = ends.first ?? (yield* this.firstNumber());
		const last = ends.last ?? (yield* this.lastNumber({ ...ends, first }));
		const isAll = yield* this.upwards(first);
		const isWhole = isAll || (yield* this.downwards(last, first));
		return this.result({ isSure: false, isWhole });
	}

	/** @returns whether it reached the end */
	private *upwards(first: number): PageRequests<Page, boolean> {
		let before: Page | undefined;
		let wasRepeated = false;
		for (let number = first; ; number++) {
			const page: Page = yield* this.page(number, before);
			const isRepeated = before !== undefined && !isOther(page, before);
			// A single repetition may be due to mails that arrived meanwhile and moved others to the next page.
			if (page.mails.length === 0 || (isRepeated && wasRepeated)) return true;
			if (this.isNew(page) && !this.take(page)) return this.isAllTaken();
			[before, wasRepeated] = [page, isRepeated];
		}
	}

	/** @returns whether it reached the end */
	private *downwards(last: number, first = 0): PageRequests<Page, boolean> {
		let before: Page | undefined;
		for (let number = last; number >= first; number--) {
			const page: Page = yield* this.page(number, before);
			if (this.isNew(page) && !this.take(page)) return this.isAllTaken();
			before = page;
		}
		return true;
	}

	/** A request for page 0 may return page 1, or nothing, if page 1 is the first. */
	private *firstNumber(): PageRequests<Page, number> {
		const zero = yield* this.page(0);
		if (zero.mails.length === 0) return 1;
		if (zero.page !== undefined) return zero.page;
		const one = yield* this.page(1);
		return one.mails.length === 0 || isOther(one, zero) ? 0 : 1;
	}

	/**
	 * The number of the last page. The numbers in the answers are only a starting point: a page is the last one if it
	 * exists, and the next number has no page or returns the same mails again.
	 */
	private *lastNumber({ first, lower, higher }: Ends<Page>): PageRequests<Page, number> {
		const base = this.numberOf(lower) ?? first ?? 0;
		let [there, highest] = [this.numberOf(higher) ?? base, higher];
		let beyond = MAX_PAGES;
		/** The last page, if its content is known. */
		let last = this.numberOf(higher) === undefined ? higher : undefined;
		let isLastFound = false;
		let next = this.lastToldFrom(first);
		for (let step = 1; there + 1 < beyond;) {
			if (next === undefined || next <= there || next >= beyond) {
				const isFar = there + step >= beyond;
				next = isFar ? Math.floor((there + beyond) / 2) : there + step;
				step *= 2;
			}
			const page = yield* this.page(next);
			const isLast = last !== undefined && !isOther(page, last);
			if (page.mails.length === 0 || isLast || !isOther(page, lower)) {
				[beyond, isLastFound] = [next, isLast];
				next = isLast ? next - 1 : undefined;
			} else if (!isOther(page, highest)) {
				// Beyond the end, the last page is returned again.
				[beyond, isLastFound, last] = [there, true, highest];
				[there, step, next] = [base, 1, undefined];
			} else {
				[there, highest] = [next, page];
				next = undefined;
			}
		}
		return isLastFound ? beyond : there;
	}

	/**
	 * The number of the last page, according to the answers. It is not documented how `n_of_pages` counts, nor
	 * whether all pages have 25 mails.
	 */
	private lastToldFrom(first?: number): number | undefined {
		const count = this.total === undefined ? this.countOfPages : this.total / this.pageSize;
		return first === undefined || count === undefined ? undefined : first + Math.ceil(count) - 1;
	}

	/** The number of mails on a full page, as far as it was seen. */
	private get pageSize(): number {
		return Math.max(1, ...[...this.order.keys()].map(({ mails }) => mails.length));
	}

	private countOfPages?: number;

	private numberOf(page: Page): number | undefined {
		return [...this.pages].find(([, each]) => each === page)?.[0];
	}

	/** The order in which the pages were read. */
	private readonly order = new Map<Page, number>();

	/**
	 * Reads a page, unless it was read before in this walk.
	 * @param after the page to read before it: a mail that arrives meanwhile moves others to following pages, where
	 * they are found, and must not move them to a page that was already read
	 */
	private *page(number?: number, after?: Page): PageRequests<Page, Page> {
		const before = number === undefined ? undefined : this.pages.get(number);
		const isLater = (page: Page) => !after || this.order.get(page)! >= this.order.get(after)!;
		if (before && isLater(before)) return before;
		if (before && number !== undefined) this.pages.delete(number);
		const page = yield number;
		this.order.set(page, this.order.size);
		if (page.total !== undefined) {
			this.isInconsistent ||= page.total < (this.total ?? 0);
			this.total = page.total;
		}
		if (page.pages !== undefined) {
			this.isInconsistent ||= page.pages < (this.countOfPages ?? 0);
			this.countOfPages = page.pages;
		}
		for (const each of [page.page, number]) {
			if (each !== undefined && !this.pages.has(each)) this.pages.set(each, page);
		}
		return page;
	}

	private wantsMore = true;

	/** Whether it contains mails that were not handed over yet. */
	private isNew({ mails }: Page): boolean {
		return mails.some((mail) => !this.taken.has(keyOf(mail)));
	}

	/** @returns whether another page is wanted */
	private take(page: Page): boolean {
		for (const mail of page.mails) this.taken.add(keyOf(mail));
		this.wantsMore = this.options.take(page) && !this.isAllTaken();
		return this.wantsMore;
	}

	private isAll({ mails, total }: Page): boolean {
		return mails.length === 0 || (total !== undefined && total <= mails.length);
	}

	private isAllTaken(): boolean {
		return this.total !== undefined && this.taken.size >= this.total;
	}

	private result(walked: Omit<WalkResult, 'isInconsistent'>): WalkResult {
		return { ...walked, isInconsistent: this.isInconsistent };
	}
}

/** The key of a mail during one walk. */
const keyOf = ({ id, date, sender, object }: InboxMail) =>
	JSON.stringify([id, date, sender, object]);

/** Whether a page is a different one, and not the same page with some mails added or removed. */
function isOther(page: InboxPage, than: InboxPage): boolean {
	const known = new Set(than.mails.map(keyOf));
	const same = page.mails.filter((mail) => known.has(keyOf(mail)));
	return page.mails.length > 0 && same.length * 2 < page.mails.length;
}
