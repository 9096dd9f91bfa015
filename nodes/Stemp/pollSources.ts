import type { IDataObject, INodeExecutionData, IPollFunctions } from 'n8n-workflow';

import { providerNow } from '../shared/clock';
import { messageDelivery } from '../shared/delivery';
import { filled, objectsIn, textOf } from '../shared/json';
import { booleanIn, choiceIn, numberIn } from '../shared/parameters/parameter';
import {
	withCreationTime,
	type Snapshot,
	type Source,
	type Sources,
	type Unseen,
} from '../shared/polling';
import { rowKey } from './api';
import { eventDelivery, idOf, logDelivery, withLogDelivery } from './delivery';
import { EMAILS, LATEST_PAGE, readSince, timeOf, type Recent } from './logs';
import { getList } from './request';
import { eventsPath } from './resources/email/getEvents';
import { SUPPRESSIONS } from './resources/suppression/getMany';

/** What the next poll goes by, in milliseconds by stemp's clock. */
interface Since {
	/** How far back it has to read. */
	from: number;
	/** Since when emails are watched; suppressions are from the first poll on. */
	watched?: number;
}

/** An event of the trigger about emails. */
interface EmailEvent {
	/** What has happened to the email of a row so far; each new state is an event. */
	states: (row: IDataObject, isRepeated: boolean) => string[];
	/** Statuses after which it can no longer happen. */
	ends: string[];
	/** The type of the timeline entries with the details; none if the status is enough. */
	timeline?: string;
}

/**
 * Final statuses. stemp only lists the statuses; that a delivery can still become a complaint, and that no other
 * status changes, is our reading.
 */
const FINAL_STATUSES = ['BOUNCED', 'COMPLAINED', 'FAILED'];

/** The states for something that readers can repeat: one for the first time, or one for each time. */
const times = (what: string, count: unknown, isRepeated: boolean) => {
	if (!(Number(count) > 0)) return [];
	return [isRepeated ? `${what} ${Number(count)}` : what];
};

const once = (what: string, has: boolean) => (has ? [what] : []);

const EMAIL_EVENTS: Record<string, EmailEvent> = {
	emailStatusChanged: { states: ({ status }) => [textOf(status)], ends: FINAL_STATUSES },
	emailOpened: {
		states: ({ openCount }, isRepeated) => times('OPEN', openCount, isRepeated),
		ends: FINAL_STATUSES,
		timeline: 'OPEN',
	},
	emailClicked: {
		states: ({ clickCount }, isRepeated) => times('CLICK', clickCount, isRepeated),
		ends: FINAL_STATUSES,
		timeline: 'CLICK',
	},
	emailBounced: {
		states: ({ status }) => once('BOUNCE', status === 'BOUNCED'),
		ends: [...FINAL_STATUSES, 'DELIVERED'],
		timeline: 'BOUNCE',
	},
	emailComplained: {
		states: ({ status }) => once('COMPLAINT', status === 'COMPLAINED'),
		ends: FINAL_STATUSES,
		timeline: 'COMPLAINT',
	},
};

/** The prefix of the triggers' events about emails. */
export const EMAIL_EVENTS_OF = 'stemp:email';

/** How much later a log row may appear than a younger one, in milliseconds. */
const OVERLAP = 5 * 60_000;

const DAY = 24 * 60 * 60_000;

/** For how many days an email is watched, unless the user wants otherwise. */
export const WATCHED_DAYS = 7;

/** The events of the organization's emails. */
function emails(context: IPollFunctions): Source<Since> {
	const name = choiceIn(context, 'event');
	const { states, ends, timeline } = EMAIL_EVENTS[name];
	const isRepeated = booleanIn(context, 'options.repeat');
	const days = numberIn(context, 'options.watchForDays', WATCHED_DAYS);
	const qs = filled({ source: choiceIn(context, 'source') });

	return latestRows(context, {
		url: EMAILS,
		qs,
		settings: { ...qs, isRepeated },
		days,
		name: EMAIL_EVENTS_OF,
		initialStates: name === 'emailStatusChanged' ? ['SENT'] : [],
		snapshotOf(row, now) {
			const found = states(row, isRepeated);
			const hasHappened = timeline !== undefined && !isRepeated && found.length > 0;
			return {
				states: found,
				final: hasHappened || ends.includes(textOf(row.status)) || timeOf(row) <= now - days * DAY,
				toItem: async (state, previous) =>
					timeline
						? await withTimeline(context, row, timeline, state, previous)
						: { json: withLogDelivery({ ...row, previousStatus: previous.at(0) }) },
			};
		},
	});
}

/** The addresses that have been suppressed. */
function suppressions(context: IPollFunctions): Source<Since> {
	return latestRows(context, {
		url: SUPPRESSIONS,
		qs: {},
		name: 'stemp:suppression',
		initialStates: [],
		snapshotOf: (row) => ({
			states: [textOf(row.reason)],
			final: true,
			toItem: () => ({ json: row }),
		}),
	});
}

/** A list of rows and their meaning. */
interface Rows {
	url: string;
	qs: IDataObject;
	/** For how many days a row is watched, if it can change. */
	days?: number;
	name: string;
	initialStates: string[];
	/** The settings that decide which rows there are and what their states are. */
	settings?: unknown;
	snapshotOf: (row: IDataObject, now: number) => Omit<Snapshot, 'id' | 'at'>;
}

/**
 * A list that is read only as far back as something in it can still change. The first poll reads as far back as rows are
 * watched, to learn the current states; so does one after the user wants them watched for more days.
 */
function latestRows(context: IPollFunctions, rows: Rows): Source<Since> {
	const { url, qs, days, name, initialStates, settings, snapshotOf } = rows;
	const begin = (now: number) => now - (days === undefined ? OVERLAP : days * DAY);
	return {
		name,
		initialStates,
		settings,
		remedy: unseen.remedy,
		async fetchLatest(isTimeUp, { isExample, ids, isOpen, cursor }) {
			// A time in the future was stored while stemp's clock was wrong, and would hide everything until then.
			const knownBy = (now: number) =>
				cursor && cursor.from <= now && !(cursor.watched! > now) ? cursor : undefined;
			const sinceBy = (now: number) => {
				const { from, watched = -Infinity } = knownBy(now) ?? { from: begin(now) };
				return begin(now) < watched ? Math.min(from, begin(now)) : from;
			};
			// For a test event, the latest page is enough.
			const from = (headers: IDataObject) =>
				isExample ? LATEST_PAGE : sinceBy(providerNow(headers));
			const recent = await readSince(context, url, qs, from, isTimeUp);
			const { now } = recent;
			const watchedBefore = knownBy(now)?.watched ?? -Infinity;
			const snapshots = recent.rows.map((row): Snapshot => {
				const [id, at] = [rowKey(row), textOf(row.createdAt)];
				const wasOutside = timeOf(row) < watchedBefore;
				return { id, at, wasOutside, ...withCreationTime(timeOf(row)), ...snapshotOf(row, now) };
			});
			// An open email that is missing from one answer may reappear with a new status.
			const shown = new Set(snapshots.map(({ id }) => id));
			const isMissed = ids.some((id) => isOpen(id) && !shown.has(id));
			return {
				snapshots,
				...(!recent.isComplete && { unseen: { ...unseen, until: now } }),
				cursor: (hasFailed) => {
					const since = sinceBy(now);
					const watched = days === undefined ? undefined : begin(now);
					// Rows that could not be read are read by a later poll, which has less to read before them.
					if (isMissed || !recent.isComplete) return { from: Math.max(since, begin(now)), watched };
					const canChange = snapshots.map(({ id, final }) => !final || hasFailed(id));
					return { from: nextSince(recent, canChange, since), watched };
				},
			};
		},
	};
}

/** How far back to read next time: to the oldest row that can still change, or to the newest row. */
function nextSince({ rows, now }: Recent, canChange: boolean[], since: number): number {
	const open = rows.filter((_row, index) => canChange[index]).map(timeOf);
	// An entry with a time in the future must not hide what arrives until then.
	const latest = rows.map(timeOf).find((time) => time <= now);
	const newest = latest === undefined ? since : latest - OVERLAP;
	const oldest = open.reduce((a, b) => Math.min(a, b), Math.max(since, newest));
	return Number.isNaN(oldest) ? since : oldest;
}

const unseen: Unseen = {
	what: 'stemp lists more than a poll has time to read: what is older is not watched',
	remedy: 'Watch for fewer days, or for one source only.',
};

/** An email with the details of an event, from its timeline. */
async function withTimeline(
	context: IPollFunctions,
	row: IDataObject,
	eventType: string,
	state: string,
	previous: string[],
): Promise<INodeExecutionData> {
	const { body } = await getList(context, eventsPath(textOf(row.id)));
	const all = objectsIn(body).filter((event) => event.eventType === eventType);
	const isRepeated = state !== eventType;
	const events = isRepeated ? all.slice(countIn(previous.at(0))) : all.slice(0, 1);
	const event = events.at(-1);
	const delivery = messageDelivery(idOf(row), event ? eventDelivery(event) : logDelivery(row));
	return { json: { ...row, ...(event && { event }), events, delivery } };
}

/** The count that a state of repeated events ends with. */
const countIn = (state = '') => Number(state.split(' ').at(1) ?? 0);

/** The poll source of each event of the trigger. */
export const pollSources: Sources = {
	emailBounced: emails,
	emailClicked: emails,
	emailComplained: emails,
	emailOpened: emails,
	emailStatusChanged: emails,
	newSuppression: suppressions,
};
