import type { Known, PollState, Snapshot, Source } from './types';

/** Most things that are watched: n8n keeps the state in one JSON that it writes often. */
export const MOST_WATCHED = 5_000;

/** What static data holds about the subject; undefined if it never was polled. */
export function stateOf<Cursor>(kept: unknown, subject: string): PollState<Cursor> | undefined {
	const state = kept as PollState<Cursor> | undefined;
	return state?.subject === subject ? state : undefined;
}

/** What a source may ask of a state. */
export function knownFrom<Cursor>(state?: PollState<Cursor>, isExample = false): Known<Cursor> {
	const things = state?.things ?? {};
	return {
		isFirst: !state,
		isExample,
		ids: Object.keys(things),
		states: (id) => things[id]?.states,
		isOpen: (id) => Object.hasOwn(things, id) && !things[id].final,
		cursor: state?.cursor,
	};
}

/** The states that are no news. The first poll learns how things stand: only later changes are news. */
export function knownStates<Cursor>(
	{ initialStates }: Pick<Source, 'initialStates'>,
	{ id, states }: Snapshot,
	state?: PollState<Cursor>,
): string[] {
	if (!state) return states;
	return state.things[id]?.states ?? initialStates ?? states;
}

/**
 * What was known before and is now. Things out of view stay known as long as there is room, the latest of
 * them, because what comes back (a deletion brings older things into view, a list was short for once) is
 * not new.
 */
export function merged<Cursor>(
	watched: string[],
	state: PollState<Cursor> | undefined,
	things: PollState<Cursor>['things'],
): PollState<Cursor>['things'] {
	const isWatched = new Set(watched);
	const known = Object.entries(state?.things ?? {});
	const gone = known.filter(([id]) => !isWatched.has(id));
	const surplus = Math.max(0, gone.length + watched.length - MOST_WATCHED);
	const still = known.filter(([id]) => isWatched.has(id));
	return { ...Object.fromEntries([...gone.slice(surplus), ...still]), ...things };
}
