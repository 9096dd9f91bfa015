import type { IDataObject, INodeExecutionData, IPollFunctions } from 'n8n-workflow';

import { filled, objectsIn, textOf } from '../shared/json';
import type { Sighting, Source } from '../shared/polling';
import { eventDelivery, logDelivery } from './delivery';
import { get } from './lists';
import { EMAILS, LATEST_PAGE, MOST_PAGES, readSince, timeOf, type Recent } from './logs';
import { eventsPath } from './resources/email/getEvents';
import { SUPPRESSIONS } from './resources/suppression/getMany';

/** A poll of a list that is read only as far back as something in it can still change. */
export interface Watch {
	source: Source;
	/** How far back the next poll has to read, in milliseconds by stemp's clock; known after the poll. */
	readonly since?: number;
}

/** What a trigger's event is about e-mails. */
interface EmailEvent {
	/** What has happened to a row so far; each new mark is an event. */
	marks: (row: IDataObject, isRepeated: boolean) => string[];
	/** Statuses after which it can't happen any more. */
	ends: string[];
	/** The entries of the timeline that tell more; none if the status is all there is to say. */
	timeline?: string;
}

/**
 * Statuses that nothing follows. stemp lists the statuses only; that a delivery can still turn into a
 * complaint, and nothing else into anything, is our reading.
 */
const OVER = ['BOUNCED', 'COMPLAINED', 'FAILED'];

/** How often a reader did something: once, or for each time. */
const times = (what: string, count: unknown, isRepeated: boolean) => {
	if (!(Number(count) > 0)) return [];
	return [isRepeated ? `${what} ${Number(count)}` : what];
};

const once = (what: string, has: boolean) => (has ? [what] : []);

const EMAIL_EVENTS: Record<string, EmailEvent> = {
	emailStatusChanged: { marks: ({ status }) => [textOf(status)], ends: OVER },
	emailOpened: {
		marks: ({ openCount }, isRepeated) => times('OPEN', openCount, isRepeated),
		ends: OVER,
		timeline: 'OPEN',
	},
	emailClicked: {
		marks: ({ clickCount }, isRepeated) => times('CLICK', clickCount, isRepeated),
		ends: OVER,
		timeline: 'CLICK',
	},
	emailBounced: {
		marks: ({ status }) => once('BOUNCE', status === 'BOUNCED'),
		ends: [...OVER, 'DELIVERED'],
		timeline: 'BOUNCE',
	},
	emailComplained: {
		marks: ({ status }) => once('COMPLAINT', status === 'COMPLAINED'),
		ends: OVER,
		timeline: 'COMPLAINT',
	},
};

/** What the triggers' events about e-mails begin with. */
export const EMAIL_EVENTS_OF = 'stemp:email';

/** A log row may show a little later than another that is younger. */
const OVERLAP = 5 * 60_000;

const DAY = 24 * 60 * 60_000;

/** For how many days an e-mail is watched, unless the user wants otherwise. */
export const WATCHED_DAYS = 7;

/**
 * What happens to the organization's e-mails.
 * @param before `since` of the poll before
 */
export function emailEvents(context: IPollFunctions, before?: number): Watch {
	const name = context.getNodeParameter('event') as string;
	const { marks, ends, timeline } = EMAIL_EVENTS[name];
	const isRepeated = context.getNodeParameter('options.repeat', false) as boolean;
	const days = Number(context.getNodeParameter('options.watchForDays', WATCHED_DAYS));
	const qs = filled({ source: context.getNodeParameter('source', '') as string });

	return watching(context, {
		url: EMAILS,
		qs,
		before,
		begin: (now) => now - days * DAY,
		name: EMAIL_EVENTS_OF,
		initialMarks: name === 'emailStatusChanged' ? ['SENT'] : [],
		see(row, now) {
			const seen = marks(row, isRepeated);
			const hasHappened = timeline !== undefined && !isRepeated && seen.length > 0;
			return {
				marks: seen,
				final: hasHappened || ends.includes(textOf(row.status)) || timeOf(row) <= now - days * DAY,
				toItem: async (mark, previous) =>
					timeline
						? await withTimeline(context, row, timeline, mark, previous)
						: { json: { ...row, previousStatus: previous.at(0), delivery: logDelivery(row) } },
			};
		},
	});
}

/** Addresses that get nothing any more from now on. */
export function newSuppressions(context: IPollFunctions, before?: number): Watch {
	return watching(context, {
		url: SUPPRESSIONS,
		qs: {},
		before,
		begin: (now) => now - OVERLAP,
		name: 'stemp:suppression',
		initialMarks: [],
		see: (row) => ({
			marks: [textOf(row.reason)],
			final: true,
			toItem: () => ({ json: row }),
		}),
	});
}

interface Watched {
	url: string;
	qs: IDataObject;
	before?: number;
	/** How far back the first poll reads, if only to learn how things stand. */
	begin: (now: number) => number;
	name: string;
	initialMarks: string[];
	see: (row: IDataObject, now: number) => Omit<Sighting, 'id' | 'at'>;
}

function watching(context: IPollFunctions, watched: Watched): Watch {
	const { url, qs, before, begin, name, initialMarks, see } = watched;
	const isManual = context.getMode() === 'manual';
	/** Those of which the poll could not tell: the next one has to read as far back as them. */
	const untold = new Set<string>();
	let next: (() => number) | undefined;
	return {
		get since() {
			return next?.();
		},
		source: {
			name,
			initialMarks,
			async lookAtLatest(isOpen, _isTimeUp, { ids = [] }) {
				// For a test event the latest page is enough.
				const recent = await readSince(context, url, qs, (clock = Date.now()) =>
					isManual ? LATEST_PAGE : (before ?? begin(clock)),
				);
				if (!isManual && !recent.isComplete) warn(context);
				const now = recent.now ?? Date.now();
				const sightings = recent.rows.map((row) => {
					const id = textOf(row.id);
					const seen = see(row, now);
					const toItem: Sighting['toItem'] = async (...news) => {
						untold.add(id);
						const item = await seen.toItem(...news);
						untold.delete(id);
						return item;
					};
					return { id, at: textOf(row.createdAt), ...seen, toItem };
				});
				// What is open and not shown for once may come back with news.
				const shown = new Set(sightings.map(({ id }) => id));
				const isMissed = ids.some((id) => isOpen(id) && !shown.has(id));
				next = () => {
					const since = before ?? begin(now);
					if (isMissed) return Math.max(since, begin(now));
					const canChange = sightings.map(({ id, final }) => !final || untold.has(id));
					return nextSince(recent, canChange, since);
				};
				return sightings;
			},
		},
	};
}

/** As far back as the oldest that can still change, or to what is newest of all. */
function nextSince({ rows }: Recent, canChange: boolean[], since: number): number {
	const open = rows.filter((_row, index) => canChange[index]).map(timeOf);
	const newest = rows.length > 0 ? timeOf(rows[0]) - OVERLAP : since;
	const oldest = Math.min(...open, Math.max(since, newest));
	return Number.isNaN(oldest) ? since : oldest;
}

function warn(context: IPollFunctions): void {
	context.logger.warn(
		`${context.getNode().name}: stemp has more than the ${MOST_PAGES} pages that a poll reads. Watch for fewer days, or for one source only.`,
	);
}

/** An e-mail with what its timeline says about an event. */
async function withTimeline(
	context: IPollFunctions,
	row: IDataObject,
	eventType: string,
	mark: string,
	previous: string[],
): Promise<INodeExecutionData> {
	const { body } = await get(context, eventsPath(textOf(row.id)));
	const all = objectsIn(body).filter((event) => event.eventType === eventType);
	const isRepeated = mark !== eventType;
	const events = isRepeated ? all.slice(countIn(previous.at(0))) : all.slice(0, 1);
	const event = events.at(-1);
	const delivery = event ? eventDelivery(event) : logDelivery(row);
	return { json: { ...row, ...(event && { event }), events, delivery } };
}

/** The count that a mark for repeated events ends with. */
const countIn = (mark = '') => Number(mark.split(' ').at(1) ?? 0);
