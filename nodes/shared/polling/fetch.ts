import { Cancelled } from '../outcome/cancelled';
import { PollTimeout } from '../request';
import { select, withUnseen } from './stateSize';
import { knownFrom } from './state';
import type {
	EachById,
	Fetched,
	IsTimeUp,
	Known,
	LeftOut,
	PollState,
	Snapshot,
	Source,
	Unseen,
} from './types';

/** The inputs of a poll. */
export interface Polling<Cursor> {
	source: Source<Cursor>;
	/** The state before the poll. */
	state?: PollState<Cursor>;
	isTimeUp: IsTimeUp;
	/** Writes into n8n's log. */
	warn: (message: string) => void;
	/** The first item that the previous poll had no time for. */
	next?: string;
	/** Since the previous poll, in milliseconds; unknown if there was none in this process. */
	passed?: number;
}

/** The progress of a poll. */
export interface Progress<Cursor> extends Pick<Fetched<Cursor>, 'cursor' | 'saved'> {
	/** The ids of everything that is stored, whether there was time for it or not. */
	kept: Set<string>;
	/** The first that there was no time for. */
	next?: string;
	leftOut?: LeftOut;
	hasForgotten: boolean;
	unseen?: Unseen;
	/** Why some could not be fetched. */
	failures: Error[];
}

/**
 * Fetches what is watched, as far as time allows, and passes each snapshot to `note`.
 * @returns undefined if there was no time for the list
 */
export async function fetchWatched<Cursor>(
	{ source, state, isTimeUp, warn, next, passed }: Polling<Cursor>,
	note: (snapshot: Snapshot) => Promise<void>,
): Promise<Progress<Cursor> | undefined> {
	const known = knownFrom(state);
	const together = await inTime(fetchTogether(source, isTimeUp, known));
	if (!together) return undefined;
	const { urgent = [], cursor, saved } = together;
	const snapshots = distinct(together.snapshots);
	const shown = new Set(snapshots.map(({ id }) => id));
	const byId = idsIn(source, known).filter((id) => !shown.has(id));
	const { unwatched, ...selection } = select(state, snapshots, byId);
	const unseen = together.unseen ?? tooMany(unwatched, shown.size + byId.length, source);
	const leftOut = withUnseen(selection.leftOut, unseen);
	const failures = [...(together.failures ?? [])];
	const progress = { ...selection, leftOut, cursor, saved, unseen, failures };
	for (const snapshot of snapshots) await note(snapshot);
	if (!fetchesEach(source)) return progress;

	const { atOnce = 1, perMinute } = source;
	const isEnded = (id: string) => known.states(id) !== undefined && !known.isOpen(id);
	const open = rotated(
		[...new Set(byId)].filter((id) => selection.kept.has(id) && !isEnded(id)),
		next,
	);
	const withinBudget = firstOf(open, urgent, requestBudget(perMinute, passed));
	const fetched = new Set<string>();
	const fetchOne = async (id: string) => {
		const asked = source.fetchOne(id, isTimeUp, known);
		const snapshot = await asked.catch(async (error: Error) => {
			if (error instanceof Cancelled) return await asked;
			// It had its turn; now it is the turn of the others.
			if (error instanceof PollTimeout) {
				warn(`${error.message}. What was asked for is looked at later.`);
			} else failures.push(error);
			return undefined;
		});
		fetched.add(id);
		return snapshot;
	};
	for (let at = 0; at < withinBudget.length; at += atOnce) {
		// Each poll makes some progress, however little time it has.
		if (at > 0 && isTimeUp()) break;
		const batch = withinBudget.slice(at, at + atOnce);
		const found = await Promise.all(batch.map(async (id) => await inTime(fetchOne(id))));
		for (const snapshot of found) if (snapshot) await note(snapshot);
		// What failed may fail for all: those that are left have their turn on the next poll.
		if (failures.length > 0 || !batch.every((id) => fetched.has(id))) break;
	}
	return { ...progress, next: open.find((id) => !fetched.has(id)) };
}

/** A list may contain an item twice. */
const distinct = (snapshots: Snapshot[]): Snapshot[] =>
	[
		...new Map([...snapshots].reverse().map((snapshot) => [snapshot.id, snapshot])).values(),
	].reverse();

/** The first of a list, at most half of them urgent: items that stay urgent must not block the others. */
function firstOf(ids: string[], urgent: string[], count: number): string[] {
	const isUrgent = new Set(urgent);
	const first = ids.filter((id) => isUrgent.has(id));
	const others = ids.filter((id) => !isUrgent.has(id));
	const most = Math.max(Math.ceil(count / 2), count - others.length);
	return [...first.slice(0, most), ...others, ...first.slice(most)].slice(0, count);
}

const MINUTE = 60_000;

/** The number of requests that the time since the previous poll allows, at least those of one minute. */
const requestBudget = (perMinute = Infinity, passed = MINUTE) =>
	Math.max(1, Math.floor((perMinute * Math.max(MINUTE, passed)) / MINUTE));

function tooMany(
	unwatched: number,
	all: number,
	{ remedy = 'Split them over several triggers.' }: Pick<Source, 'remedy'>,
): Unseen | undefined {
	if (unwatched === 0) return undefined;
	const what = `There is no room to watch ${unwatched} of ${all}: what becomes of those is not told`;
	return { what, remedy };
}

/** The items that are fetched together, if the source offers that. */
export async function fetchTogether<Cursor>(
	source: Source<Cursor>,
	isTimeUp: IsTimeUp,
	known: Known<Cursor>,
): Promise<Fetched<Cursor>> {
	if ('fetchAll' in source) return { snapshots: await source.fetchAll(isTimeUp) };
	return 'fetchLatest' in source ? await source.fetchLatest(isTimeUp, known) : { snapshots: [] };
}

/** Whether an item can be fetched by its id. */
export const fetchesEach = <Cursor>(
	source: Source<Cursor>,
): source is Source<Cursor> & EachById<Cursor> => 'fetchOne' in source && !!source.fetchOne;

/** The items to fetch one by one: those that the user names, or those that are open and no longer listed. */
function idsIn<Cursor>(source: Source<Cursor>, { ids, isOpen }: Known<Cursor>): string[] {
	if ('ids' in source) return source.ids;
	return fetchesEach(source) ? ids.filter(isOpen) : [];
}

/** The result of the request; undefined if the time was up before its turn came. */
async function inTime<T>(asked: Promise<T>): Promise<T | undefined> {
	return await asked.catch(async (error) => (error instanceof Cancelled ? undefined : await asked));
}

/** The list, starting where the previous poll had to stop. */
function rotated(ids: string[], first?: string): string[] {
	const at = Math.max(0, first === undefined ? 0 : ids.indexOf(first));
	return [...ids.slice(at), ...ids.slice(0, at)];
}
