import { digest } from '../digest';
import { isObject } from '../json';
import { mayBeLeftOut } from './stateSize';
import type { Known, PollState, Snapshot, Source, Subject } from './types';

/** The content of the static data, for any subject. */
export function keptState<Cursor>(kept: unknown): PollState<Cursor> | undefined {
	const state = kept as PollState<Cursor> | undefined;
	return isObject(kept) && isObject(kept.subject) ? state : undefined;
}

/** @param settings the settings that decide what is watched */
export const digestOf = (settings: unknown): string =>
	settings === undefined ? '' : digest(settings).slice(0, 12);

/** Whether a state is about the same things as those watched now. */
export const isSame = (one: Subject, other: Subject): boolean =>
	one.event === other.event && one.account === other.account && one.settings === other.settings;

/** What a source may read from a state. */
export function knownFrom<Cursor>(state?: PollState<Cursor>, isExample = false): Known<Cursor> {
	const things = state?.things ?? {};
	return {
		isFirst: !state,
		isExample,
		ids: Object.keys(things),
		states: (id) => things[id]?.states,
		isOpen: (id) => Object.hasOwn(things, id) && !things[id].final,
		hasForgotten: state?.hasForgotten ?? false,
		cursor: state?.cursor,
	};
}

/**
 * The states that are not new. The first poll learns the current states: only later changes are new. The same applies
 * to what there was no room for before, or was not watched.
 */
export function knownStates<Cursor>(
	{ initialStates }: Pick<Source, 'initialStates'>,
	snapshot: Snapshot,
	state?: PollState<Cursor>,
): string[] {
	const { id, states } = snapshot;
	if (!state) return states;
	if (Object.hasOwn(state.things, id)) return state.things[id].states;
	const isOld = snapshot.wasOutside || mayBeLeftOut(snapshot, state.leftOut);
	return isOld ? states : (initialStates ?? states);
}

/** The previous states and the current ones, as far as there is room. */
export function merged<Cursor>(
	kept: Set<string>,
	state: PollState<Cursor> | undefined,
	things: PollState<Cursor>['things'],
): PollState<Cursor>['things'] {
	const known = Object.entries(state?.things ?? {});
	return { ...Object.fromEntries(known.filter(([id]) => kept.has(id))), ...things };
}
