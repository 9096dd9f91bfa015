import { createHash } from 'node:crypto';
import { NodeOperationError, type IDataObject, type IPollFunctions } from 'n8n-workflow';

import { isoTime } from '../shared/delivery';
import {
	MOST_WATCHED,
	type IsTimeUp,
	type Recall,
	type Sighting,
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

/** How many pages are read to begin with. What is older than these was there before. */
const FIRST_PAGES = 4;

/**
 * The inbox as a source of events. IDs are no ground to stand on, for they may pass from mail to mail: a
 * mail is known by its content, and twins, such as two receipts of the same second, by their number.
 */
export function watchInbox(context: IPollFunctions, interest: Interest): Source {
	return {
		name: interest.name,
		initialMarks: [],
		async lookAtLatest(_isOpen, isTimeUp, { ids: seen, marks }) {
			const memory = new Memory(seen ?? [], interest, marks);
			const mails: WatchedMail[] = [];
			let total = 0;
			let top = UNSEEN;
			await readNewestFirst(context, { q: interest.q, isCancelled: isTimeUp }, (page) => {
				const isFirst = mails.length === 0;
				total = page.total;
				mails.push(...page.mails.map((mail) => ({ ...mail, ...classified(mail) })));
				if (isFirst) top = memory.compared(topOf(mails, total));
				const isAsBefore = isFirst && top.times > 0;
				const isWanted = !isAsBefore && memory.wantsMoreThan(mails, page.mails.length);
				if (isWanted && mails.length < total && isTimeUp()) throw tooLong(context);
				return isWanted;
			});
			const all = identified(mails);
			const sighting = ([id, mail]: [string, WatchedMail]): Sighting => ({
				id,
				marks: (!seen || memory.isNews(id)) && interest.isWanted(mail) ? ['arrived'] : [],
				final: true,
				at: isoTime(mail.date),
				toItem: async () => ({ json: await interest.toJson(mail, isTimeUp) }),
			});
			const start = memory.start ?? (mails.length < total ? oldest(all) : '');
			const found = [startMark(interest, start), ...all.map(sighting)];
			return [topMark(interest, top, memory.sizeWith(found)), ...found];
		},
	};
}

const hash = (value: unknown) =>
	createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 12);

/** When it came, which sorts as text, and what is in it. */
const likeness = ({ date, sender, recipient, object }: WatchedMail) =>
	`${isoTime(date) ?? ''}|${hash([date, sender, recipient, object])}`;

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

const START = 'start';

const TOP = 'top';

const startPrefix = ({ name, q, settings }: Interest) => `${START}|${hash([name, q, settings])}|`;

/** Kept in memory among the mails: since when they count as news. It never is final, so it stays there. */
const startMark = (interest: Interest, start: string): Sighting => ({
	id: `${startPrefix(interest)}${start}`,
	marks: [],
	final: false,
	toItem: () => ({ json: {} }),
});

/** How the top of an inbox looks. */
interface Top {
	/** What tells that nothing has changed; '' where that can't be told. */
	look: string;
	/** For how many polls it has been like that. */
	times: number;
}

const UNSEEN: Top = { look: '', times: 0 };

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
	return hash([total, ...mails.map((mail) => [mail.id, likeness(mail)])]);
}

const topId = ({ name, q, settings }: Interest) => `${TOP}|${hash([name, q, settings])}`;

/**
 * Kept in memory among the mails: how the top looked, and how many mails were known then, for those that
 * are forgotten have to be looked for. It is no news.
 */
const topMark = (interest: Interest, { look, times }: Top, known: number): Sighting => ({
	id: topId(interest),
	marks: [`${look}|${known}|${times}`],
	final: false,
	toItem: () => undefined,
});

/** What earlier polls have seen. */
class Memory {
	/** Mails up to this time are no news; '' if all are that were not seen; undefined on the first poll. */
	readonly start?: string;
	private readonly ids: Set<string>;
	/** How many mails of each likeness were seen. */
	private readonly counts = new Map<string, number>();

	/** How the top looked when the last poll had seen all that is known; else `UNSEEN`. */
	private readonly top: Top;

	constructor(
		seen: string[],
		private readonly interest: Interest,
		marks: Recall['marks'],
	) {
		this.ids = new Set(seen);
		const [look = '', known, times] = marks(topId(interest))?.[0].split('|') ?? [];
		this.top = Number(known) === this.ids.size ? { look, times: Number(times) } : UNSEEN;
		const mails = seen.filter((id) => ![START, TOP].includes(id.split('|', 1)[0]));
		for (const like of mails.map(likenessIn)) {
			this.counts.set(like, (this.counts.get(like) ?? 0) + 1);
		}
		const prefix = startPrefix(interest);
		const start = seen.find((id) => id.startsWith(prefix))?.slice(prefix.length);
		// Where the memory had to let go of something, what is older than all of it may be known all the same.
		const isFull = mails.length >= MOST_WATCHED;
		const limits = [start ?? '', ...(isFull ? [mails.map(timeIn).sort()[0]] : [])];
		this.start = start === undefined ? undefined : limits.sort().at(-1);
	}

	/** How the top looks now, and for how long. */
	compared(look: string): Top {
		const isSame = look !== '' && look === this.top.look && this.top.times < MOST_TIMES;
		return { look, times: isSame ? this.top.times + 1 : 0 };
	}

	/** How many will be known together with what was found. */
	sizeWith(found: Sighting[]): number {
		return new Set([...this.ids, ...found.map(({ id }) => id), topId(this.interest)]).size;
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
