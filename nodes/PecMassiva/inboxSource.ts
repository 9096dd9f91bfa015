import { NodeOperationError, type IDataObject, type IPollFunctions } from 'n8n-workflow';

import { isoTime } from '../shared/delivery';
import { digest } from '../shared/digest';
import {
	type IsTimeUp,
	type Known,
	type Snapshot,
	type Source,
} from '../shared/polling';
import { readNewestFirst, type InboxMail } from './inbox';
import { classified, type ClassifiedMail } from './mail';

/** A mail that stands in the inbox now, and what it is. */
export type WatchedMail = ClassifiedMail & InboxMail;

/** What a trigger wants of the inbox. */
export interface Interest {
	/** Begins each eventId. */
	name: string;
	/** Search criteria of the API. */
	q: string;
	/** All that decides what is wanted: when it changes, what is there already is no news. */
	settings: unknown;
	isWanted: (mail: WatchedMail) => boolean;
	toJson: (mail: WatchedMail, isTimeUp: IsTimeUp) => Promise<IDataObject>;
}

/**
 * How many pages of 25 are read when anything has changed: a mail that comes late may stand below others
 * that are known.
 */
const LEAST_PAGES = 2;

/** How many pages are read to begin with. What is older than these was there inbox. */
const FIRST_PAGES = 4;

/** What the inbox keeps from poll to poll. */
export interface InboxCursor {
	/** A digest of the interest that it belongs to: another one begins anew. */
	interest: string;
	/** Mails up to this time are no news; '' if all are news that are not known. */
	start: string;
	/** How the top of the inbox looked; '' where that tells nothing. */
	top: string;
	/** For how many polls it has been like that. */
	unchangedFor: number;
}

/**
 * The inbox as a source of events. IDs are no ground to stand on, for they may pass from mail to mail: a
 * mail is known by its content, and twins, such as two receipts of the same second, by their number.
 */
export function inboxSource(context: IPollFunctions, interest: Interest): Source<InboxCursor> {
	return {
		name: interest.name,
		initialStates: [],
		async fetchLatest(isTimeUp, known) {
			const inbox = new KnownInbox(known, interest);
			const mails: WatchedMail[] = [];
			let total = 0;
			let top = '';
			let unchangedFor = 0;
			await readNewestFirst(context, { q: interest.q, isCancelled: isTimeUp }, (page) => {
				const isFirst = mails.length === 0;
				total = page.total;
				mails.push(...page.mails.map((mail) => ({ ...mail, ...classified(mail) })));
				if (isFirst) {
					top = topOf(mails, total);
					unchangedFor = inbox.unchangedFor(top);
				}
				const isAsBefore = isFirst && unchangedFor > 0;
				const isWanted = !isAsBefore && inbox.wantsMoreThan(mails, page.mails.length);
				if (isWanted && mails.length < total && isTimeUp()) throw tooLong(context);
				return isWanted;
			});
			const all = identified(mails);
			const snapshots = all.map(([id, mail]): Snapshot => ({
				id,
				states: (known.isExample || inbox.isNews(id)) && interest.isWanted(mail) ? ['arrived'] : [],
				final: true,
				at: isoTime(mail.date),
				toItem: async () => ({ json: await interest.toJson(mail, isTimeUp) }),
			}));
			const start = inbox.start ?? (mails.length < total ? oldest(all) : '');
			const cursor = { interest: digestOf(interest), start, top, unchangedFor };
			return { snapshots, cursor: () => cursor };
		},
	};
}

const hash = (...parts: unknown[]) => digest(...parts).slice(0, 12);

/** When it came, which sorts as text, and what is in it. */
const likeness = ({ date, sender, recipient, object }: WatchedMail) =>
	`${isoTime(date) ?? ''}|${hash(date, sender, recipient, object)}`;

const likenessIn = (id: string) => id.replace(/#\d+$/, '');

const timeIn = (id: string) => id.split('|', 1)[0];

/** Mails by their likeness and number, oldest first, whichever way they were read. */
function identified(mails: WatchedMail[]): Array<[string, WatchedMail]> {
	const numbers = new Map<string, number>();
	return [...mails]
		.reverse()
		.map((mail): [string, WatchedMail] => [likeness(mail), mail])
		.sort(([a], [b]) => timeIn(a).localeCompare(timeIn(b)))
		.map(([like, mail]) => {
			const number = (numbers.get(like) ?? 0) + 1;
			numbers.set(like, number);
			return [`${like}#${number}`, mail];
		});
}

const oldest = (all: Array<[string, WatchedMail]>) =>
	all.map(([id]) => timeIn(id)).reduce((a, b) => (a < b ? a : b), '9');

const digestOf = ({ name, q, settings }: Interest) => hash(name, q, settings);

/** After how many polls that found nothing changed all is read again, whatever the top looks like. */
const MOST_TIMES = 60;

/**
 * What tells that an inbox is as it was: how many mails there are, and the first page with its IDs, which
 * shift when anything below is deleted. It tells nothing unless the newest mails are on top, and be it a
 * second newer than the last of the page.
 */
function topOf(mails: WatchedMail[], total: number): string {
	const [newest, last] = [mails.at(0), mails.at(-1)].map((mail) => Date.parse(mail?.date ?? ''));
	if (!(newest > last)) return '';
	return hash(total, ...mails.map((mail) => [mail.id, likeness(mail)]));
}

/** What earlier polls have seen. */
class KnownInbox {
	/** Mails up to this time are no news; '' if all are that are not known; undefined on the first poll. */
	readonly start?: string;
	private readonly cursor?: InboxCursor;
	private readonly ids: Set<string>;
	/** How many mails of each likeness are known. */
	private readonly counts = new Map<string, number>();

	constructor({ ids, cursor, hasForgotten }: Known<InboxCursor>, interest: Interest) {
		this.ids = new Set(ids);
		for (const like of ids.map(likenessIn)) {
			this.counts.set(like, (this.counts.get(like) ?? 0) + 1);
		}
		if (cursor?.interest !== digestOf(interest)) return;
		this.cursor = cursor;
		// Where some had to be forgotten, what is older than all that are known may be one of them.
		this.start = [cursor.start, ...(hasForgotten ? [ids.map(timeIn).sort()[0]] : [])].sort().at(-1);
	}

	/** For how many polls the top has looked as it does now; 0 if all has to be read again. */
	unchangedFor(top: string): number {
		const { top: topBefore = '', unchangedFor = 0 } = this.cursor ?? {};
		const isSame = top !== '' && top === topBefore && unchangedFor < MOST_TIMES;
		return isSame ? unchangedFor + 1 : 0;
	}

	isNews(id: string): boolean {
		return this.start !== undefined && !this.ids.has(id) && this.isRecent(timeIn(id));
	}

	/** Whether the next page is wanted too, after those that were read: as long as they bring news. */
	wantsMoreThan(mails: WatchedMail[], lastPage: number): boolean {
		if (this.start === undefined) return mails.length < FIRST_PAGES * 25;
		if (mails.length < LEAST_PAGES * 25) return true;
		const read = new Map<string, number>();
		for (const like of mails.map(likeness)) read.set(like, (read.get(like) ?? 0) + 1);
		return mails
			.slice(-lastPage)
			.map(likeness)
			.some(
				(like) => this.isRecent(timeIn(like)) && read.get(like)! > (this.counts.get(like) ?? 0),
			);
	}

	private isRecent(time: string): boolean {
		return time === '' || time > (this.start ?? '');
	}
}

function tooLong(context: IPollFunctions): NodeOperationError {
	return new NodeOperationError(
		context.getNode(),
		'Reading the inbox takes longer than n8n gives a poll',
		{
			description:
				"There are more new messages than can be read at once, or the search is slow in a full mailbox. Poll more often, delete messages that are dealt with, or narrow 'Search'. Nothing is lost: the next poll looks for the same messages again.",
		},
	);
}
