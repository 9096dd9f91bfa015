import type { IPollFunctions } from 'n8n-workflow';

import { Cancelled } from '../rateLimit/retry';
import { knownFrom, MOST_WATCHED } from './state';
import type { EachById, Fetched, IsTimeUp, Known, PollState, Snapshot, Source } from './types';

/** Where n8n does not say how long a poll may take: less than the minute between two polls. */
const USUAL_BUDGET = 50_000;

/** How much of a poll's time may have passed when a request is begun, so that it can end in time. */
const SHARE_FOR_BEGINNING = 0.8;

/** Until when a poll may begin requests, in Unix milliseconds. */
export const deadlineOf = (context: IPollFunctions): number =>
	Date.now() + SHARE_FOR_BEGINNING * (context.getPollBudgetMs?.() ?? USUAL_BUDGET);

/** How far a poll got. */
export interface Progress<Cursor> extends Pick<Fetched<Cursor>, 'cursor'> {
	/** The ids of all that is watched, whether there was time for it or not. */
	watched: string[];
	/** The first that there was no time for. */
	next?: string;
}

/**
 * Fetches what is watched, as far as time allows, and hands each snapshot to `note`.
 * @returns undefined if there was no time for the list
 */
export async function fetchWatched<Cursor>(
	context: IPollFunctions,
	source: Source<Cursor>,
	state: PollState<Cursor> | undefined,
	note: (snapshot: Snapshot) => Promise<void>,
): Promise<Progress<Cursor> | undefined> {
	const deadline = deadlineOf(context);
	const isTimeUp = () => Date.now() >= deadline;
	const known = knownFrom(state);
	const together = await inTime(fetchTogether(source, isTimeUp, known));
	if (!together) return undefined;
	const { snapshots, urgent = [], cursor } = together;
	const shown = new Set(snapshots.map(({ id }) => id));
	const byId = idsIn(source, known).filter((id) => !shown.has(id));
	const watched = capped(context, [...shown, ...byId]);
	for (const snapshot of snapshots.slice(0, MOST_WATCHED)) await note(snapshot);
	if (!fetchesEach(source)) return { watched, cursor };

	const { atOnce = 1, perMinute } = source;
	const isEnded = (id: string) => known.states(id) !== undefined && !known.isOpen(id);
	const open = rotated(
		watched.slice(shown.size).filter((id) => !isEnded(id)),
		state?.next,
	);
	const first = new Set(urgent);
	const ordered = [...open.filter((id) => first.has(id)), ...open.filter((id) => !first.has(id))];
	const affordable = ordered.slice(0, paidFor(perMinute, state?.at));
	const fetched = new Set<string>();
	const fetchOne = async (id: string) => {
		const snapshot = await source.fetchOne(id, isTimeUp, known);
		fetched.add(id);
		return snapshot;
	};
	for (let at = 0; at < affordable.length; at += atOnce) {
		// Each poll gets somewhere, however little time it has.
		if (at > 0 && isTimeUp()) break;
		const batch = affordable.slice(at, at + atOnce);
		const found = await Promise.all(batch.map(async (id) => await inTime(fetchOne(id))));
		for (const snapshot of found) if (snapshot) await note(snapshot);
		if (!batch.every((id) => fetched.has(id))) break;
	}
	return { watched, next: open.find((id) => !fetched.has(id)), cursor };
}

/** The requests that the time since the poll before pays for, at least those of one minute. */
function paidFor(perMinute = Infinity, since?: number): number {
	const minutes = since === undefined ? 1 : Math.max(1, (Date.now() - since) / 60_000);
	return Math.max(1, Math.floor(perMinute * minutes));
}

/** What is fetched together, if the source has that. */
export async function fetchTogether<Cursor>(
	source: Source<Cursor>,
	isTimeUp: IsTimeUp,
	known: Known<Cursor>,
): Promise<Fetched<Cursor>> {
	if ('fetchAll' in source) return { snapshots: await source.fetchAll(isTimeUp) };
	return 'fetchLatest' in source ? await source.fetchLatest(isTimeUp, known) : { snapshots: [] };
}

const fetchesEach = <Cursor>(source: Source<Cursor>): source is Source<Cursor> & EachById<Cursor> =>
	'fetchOne' in source && !!source.fetchOne;

/** What is to be fetched one by one: what the user names, or what is open and out of view. */
function idsIn<Cursor>(source: Source<Cursor>, { ids, isOpen }: Known<Cursor>): string[] {
	if ('ids' in source) return source.ids;
	return fetchesEach(source) ? ids.filter(isOpen) : [];
}

/** What was asked for; undefined if the time was up before its turn came. */
async function inTime<T>(asked: Promise<T>): Promise<T | undefined> {
	return await asked.catch(async (error) => (error instanceof Cancelled ? undefined : await asked));
}

/** The list, begun where the poll before had to stop. */
function rotated(ids: string[], first?: string): string[] {
	const at = Math.max(0, first === undefined ? 0 : ids.indexOf(first));
	return [...ids.slice(at), ...ids.slice(0, at)];
}

/** No more than can be kept, and a word in n8n's log when that leaves something out. */
function capped(context: IPollFunctions, ids: string[]): string[] {
	if (ids.length > MOST_WATCHED) {
		context.logger.warn(
			`${context.getNode().name} watches the first ${MOST_WATCHED} of ${ids.length}. Split them over several triggers.`,
		);
	}
	return ids.slice(0, MOST_WATCHED);
}
