import { NodeOperationError, type IDataObject, type IPollFunctions } from 'n8n-workflow';

import { isoTime } from '../shared/delivery';
import { type IsTimeUp, type Known, type Snapshot, type Source } from '../shared/polling';
import { readNewestFirst, type Search } from './inbox';
import { InboxReading, likenessIn, timeIn, timeOf, topOf, type WatchedMail } from './inboxReading';
import { PAGE_SIZE, type InboxLayout, type Walked } from './inboxWalk';

/** What a trigger wants of the inbox. */
export interface Interest {
	/** Begins each eventId. */
	name: string;
	/** Search criteria of the API. */
	q: string;
	/** What decides what is wanted, beside the search. */
	settings: unknown;
	isWanted: (mail: WatchedMail) => boolean;
	toJson: (mail: WatchedMail, isTimeUp: IsTimeUp) => Promise<IDataObject>;
}

/**
 * How many pages of 25 are read when anything has changed: a mail that arrives late may be listed below known ones.
 */
const LEAST_PAGES = 2;

/** How many full pages are read to begin with. What is older than these was there before. */
const FIRST_PAGES = 4;

/** The same, where they are not full. */
const MOST_FIRST_PAGES = 3 * FIRST_PAGES;

/** How often an inbox that changes while it is read is read again. */
const MOST_READINGS = 3;

/** What the inbox keeps from poll to poll. */
export interface InboxCursor {
	/** Mails up to this time are no news; '' if all are news that are not known. */
	start?: string;
	/** Mails up to this time were there when the trigger was activated, unless their date is wrong. */
	begun?: string;
	/** How the newest page looked; '' where that tells nothing. */
	top: string;
	/** For how many polls it has been like that. */
	unchangedFor: number;
	/** How the pages lie, where that is known. */
	layout?: InboxLayout;
	/** How many mails there were, where the API tells. */
	total?: number;
	/** How many mails the next poll reads at least. */
	depth?: number;
}

/**
 * The inbox as a source of events. IDs can't be relied on, because they may pass from one mail to another: a mail is
 * identified by its content, and identical mails, such as two receipts of the same second, by their number.
 */
export function inboxSource(context: IPollFunctions, interest: Interest): Source<InboxCursor> {
	return {
		name: interest.name,
		settings: [interest.q, interest.settings],
		initialStates: [],
		async fetchLatest(isTimeUp, known) {
			const inbox = new KnownInbox(known);
			const { reading, walked, isSettled, unchangedFor } = await readSettled(context, inbox, {
				q: interest.q,
				isCancelled: isTimeUp,
			});
			const all = inbox.identified(reading, isSettled);
			const snapshots = all.map(({ id, mail, isNews }): Snapshot => ({
				id,
				states: (known.isExample || isNews) && interest.isWanted(mail) ? ['arrived'] : [],
				final: true,
				at: isoTime(mail.date),
				toItem: async () => ({ json: await interest.toJson(mail, isTimeUp) }),
			}));
			// Without a total, nothing shows whether a mail moved to another page in the meantime.
			const isLookedAtAgain =
				reading.total === undefined &&
				reading.size > LEAST_PAGES * PAGE_SIZE &&
				(inbox.start === undefined || all.some(({ isNews }) => isNews));
			const isSure = walked.isSure && isSettled && !isLookedAtAgain;
			const cursor: InboxCursor = {
				...(inbox.span ?? spanOf(reading, walked.isWhole)),
				top: isSure ? reading.top : '',
				unchangedFor,
				layout: walked.layout,
				total: reading.total,
				...(isLookedAtAgain && { depth: reading.size }),
			};
			return { snapshots, cursor: () => cursor };
		},
	};
}

interface Settled {
	reading: InboxReading;
	walked: Walked;
	/** Whether the inbox stood still for as long as it was read. */
	isSettled: boolean;
	unchangedFor: number;
}

/** Reads the newest mails, again if the inbox changes meanwhile in such a way that mails may slip through. */
async function readSettled(
	context: IPollFunctions,
	inbox: KnownInbox,
	search: Search & { isCancelled: IsTimeUp },
): Promise<Settled> {
	let before = '';
	for (let readings = 1; ; readings++) {
		const reading = new InboxReading();
		let unchangedFor = 0;
		const walked = await readNewestFirst(
			context,
			search,
			{
				layout: inbox.layout,
				isAsBefore(page) {
					if (readings === 1) unchangedFor = inbox.unchangedFor(topOf(page));
					return unchangedFor > 0;
				},
				take(page) {
					reading.add(page);
					return inbox.wantsMoreThan(reading, search.isCancelled);
				},
			},
			() => {
				if (search.isCancelled()) throw tooLong(context);
			},
		);
		const isDoubtful =
			walked.isTorn || (inbox.hasNewTwinsOnTwoPages(reading) && reading.content !== before);
		if (!isDoubtful || readings === MOST_READINGS) {
			return { reading, walked, isSettled: !isDoubtful, unchangedFor };
		}
		before = reading.content;
	}
}

/** The times of the mails that were there when the trigger was activated, as far as these were read. */
function spanOf({ mails }: InboxReading, isWhole: boolean): Pick<InboxCursor, 'start' | 'begun'> {
	const times = mails.map(timeOf);
	return isWhole ? { start: '' } : { start: after(times, 0.1), begun: after(times, 0.9) };
}

/** After how many polls that found nothing changed all is read again, whatever the top looks like. */
const MOST_TIMES = 60;

/** The time after such a part of them: single wrong dates, which stand at the ends, do not count. */
function after(times: string[], part: number): string | undefined {
	const readable = times.filter(Boolean).sort();
	return readable[Math.floor(readable.length * part)];
}

/** What earlier polls have seen. */
class KnownInbox {
	/** Mails up to this time are no news; '' if all are that are not known; undefined on the first poll. */
	readonly start?: string;
	private readonly cursor?: InboxCursor;
	/** The known mails of each likeness, by their numbered IDs. */
	private readonly ids = new Map<string, string[]>();

	constructor({ ids, isOpen, cursor, hasForgotten }: Known<InboxCursor>) {
		// A mail is final once its event has been emitted: one that is open is still, or again, news.
		for (const id of ids.filter((each) => !isOpen(each))) {
			const like = likenessIn(id);
			const alike = this.ids.get(like);
			if (alike) alike.push(id);
			else this.ids.set(like, [id]);
		}
		if (!cursor) return;
		this.cursor = cursor;
		// Where some had to be forgotten, what is older than all that are known may be one of them.
		const starts = [cursor.start, hasForgotten ? after(ids.map(timeIn), 0.1) : undefined];
		this.start = starts
			.filter((time) => time !== undefined)
			.sort()
			.at(-1);
	}

	get span(): Pick<InboxCursor, 'start' | 'begun'> | undefined {
		return this.start === undefined ? undefined : { start: this.start, begun: this.cursor?.begun };
	}

	get layout(): InboxLayout | undefined {
		return this.cursor?.layout;
	}

	/** For how many polls the top has looked as it does now; 0 if all has to be read again. */
	unchangedFor(top: string): number {
		const { top: topBefore = '', unchangedFor = 0 } = this.cursor ?? {};
		const isSame = top !== '' && top === topBefore && unchangedFor < MOST_TIMES;
		return isSame ? unchangedFor + 1 : 0;
	}

	/** Whether the next page is wanted too, after those that were read: as long as they bring news. */
	wantsMoreThan(reading: InboxReading, isTimeUp: IsTimeUp): boolean {
		if (this.start === undefined) {
			// Pages may be short, and there may be any number of them.
			return reading.size < FIRST_PAGES * PAGE_SIZE && reading.pages.length < MOST_FIRST_PAGES;
		}
		const { total = NaN, depth = 0 } = this.cursor ?? {};
		if (reading.size < Math.max(depth, LEAST_PAGES * PAGE_SIZE)) return true;
		const news = this.newsIn(reading);
		if (reading.pages.at(-1)!.some((mail) => news.has(mail))) return true;
		// More mails have arrived than were found: they may be anywhere.
		return (reading.total ?? NaN) - total > news.size && !isTimeUp();
	}

	/** Mails with the IDs that their events have, the oldest first, and whether they are news. */
	identified(
		reading: InboxReading,
		isSettled: boolean,
	): Array<{ id: string; mail: WatchedMail; isNews: boolean }> {
		const news = this.newsIn(reading);
		const all = reading.alike().flatMap(([like, mails]) => {
			const ids = this.ids.get(like) ?? [];
			const taken = new Set(ids);
			const { unknown, known } = this.split(like, mails);
			// If the pages changed while they were read, the same mail may have been read twice.
			const surely = isSettled
				? unknown
				: unknown.slice(0, Math.max(0, reading.mostOnOnePage(mails) - known.length));
			let number = 0;
			const free = () => {
				do number++;
				while (taken.has(`${like}#${number}`));
				return `${like}#${number}`;
			};
			return [
				...known.reverse().map((mail, index) => ({ id: ids[index], mail, isNews: false })),
				...surely.reverse().map((mail) => ({ id: free(), mail, isNews: news.has(mail) })),
			];
		});
		return all.sort((a, b) => timeIn(a.id).localeCompare(timeIn(b.id)));
	}

	/** Whether of mails that are alike there are more than before, and not all on one page. */
	hasNewTwinsOnTwoPages(reading: InboxReading): boolean {
		return reading
			.alike()
			.some(
				([like, mails]) =>
					mails.length > Math.max(this.ids.get(like)?.length ?? 0, reading.mostOnOnePage(mails)),
			);
	}

	/** Of mails that are alike, the newest are those that are not known. */
	private split(like: string, mails: WatchedMail[]) {
		const count = Math.max(0, mails.length - (this.ids.get(like)?.length ?? 0));
		return { unknown: mails.slice(0, count), known: mails.slice(count) };
	}

	/**
	 * What is new: not known, and not an older mail that has come into view because others were deleted. What
	 * has come after a mail that is known is new, whatever its date.
	 */
	private newsIn(reading: InboxReading): Set<WatchedMail> {
		const { start } = this;
		if (start === undefined) return new Set();
		const parts = reading.alike().map(([like, mails]) => this.split(like, mails));
		const unknown = parts.flatMap((part) => part.unknown);
		if (start === '') return new Set(unknown);
		const anchors = parts.flatMap(({ known }) => known).filter((mail) => timeOf(mail) > start);
		const order = reading.idOrder;
		const rank = ({ id }: WatchedMail) => id * (order?.direction ?? NaN);
		const lowest = anchors.map(rank).reduce((a, b) => Math.min(a, b), Infinity);
		const deepest = anchors
			.map((mail) => reading.depthOf(mail))
			.reduce((a, b) => Math.max(a, b), -1);
		const { begun = '' } = this.cursor ?? {};
		const latest = anchors
			.filter((mail) => timeOf(mail) <= begun)
			.map(rank)
			.reduce((a, b) => Math.max(a, b), -Infinity);
		const isNews = (mail: WatchedMail) => {
			const time = timeOf(mail);
			const wasThere = rank(mail) < lowest || (time <= begun && rank(mail) < latest);
			if (order?.isShown && anchors.length > 0 && wasThere) return false;
			const isLater = rank(mail) > lowest || (!order && reading.depthOf(mail) < deepest);
			return isLater || time === '' || time > start;
		};
		return new Set(unknown.filter(isNews));
	}
}

function tooLong(context: IPollFunctions): NodeOperationError {
	return new NodeOperationError(
		context.getNode(),
		'Reading the inbox exceeded the time that n8n allows for a poll',
		{
			description:
				"There are more new messages than can be read at once, or the search is slow in a full mailbox. Poll more often, delete messages that are dealt with, or narrow 'Search'. Nothing is lost: the next poll looks for the same messages again.",
		},
	);
}
