import type { IPollFunctions } from 'n8n-workflow';

import type { LastTold } from './doubt';
import type { Sighting, Source } from './source';

/** How a thing was when it was last seen. */
export interface Seen {
	marks: string[];
	final?: boolean;
}

/** What is kept from poll to poll, in the node's static data. */
export interface Memory {
	/** What it is a memory of. A trigger that is set to watch something else begins anew. */
	subject: string;
	seen: Record<string, Seen>;
	/** Where a poll that ran out of time has to go on. */
	next?: string;
	/** When the last poll began, in Unix milliseconds; kept only where looks are limited by the minute. */
	at?: number;
	/** What the last poll has told, if anything. */
	told?: LastTold;
}

/** Most things that are watched: n8n keeps the memory in one JSON that it writes often. */
export const MOST_WATCHED = 5_000;

/** What the trigger watches: the same things of another account are other things. */
export function subjectOf(context: IPollFunctions, source: Source): string {
	const [credential] = Object.values(context.getNode().credentials ?? {});
	return `${source.name}:${credential?.id ?? ''}`;
}

/** What static data holds about the subject; undefined if it never was seen. */
export function recall(kept: unknown, subject: string): Memory | undefined {
	const memory = kept as Memory | undefined;
	return memory?.subject === subject ? memory : undefined;
}

/** The marks that are no news. The first poll learns how things stand: only later changes are news. */
export function knownMarks(source: Source, { id, marks }: Sighting, before?: Memory): string[] {
	if (!before) return marks;
	return before.seen[id]?.marks ?? source.initialMarks ?? marks;
}

/**
 * What was seen before and now. Things out of view are kept in mind as long as there is room, the latest
 * of them, because what comes back (a deletion brings older things into view, a list was short for once)
 * is not new.
 */
export function remembered(
	watched: string[],
	before: Memory | undefined,
	seen: Memory['seen'],
): Memory['seen'] {
	const isWatched = new Set(watched);
	const known = Object.entries(before?.seen ?? {});
	const gone = known.filter(([id]) => !isWatched.has(id));
	const surplus = Math.max(0, gone.length + watched.length - MOST_WATCHED);
	const still = known.filter(([id]) => isWatched.has(id));
	return { ...Object.fromEntries([...gone.slice(surplus), ...still]), ...seen };
}
