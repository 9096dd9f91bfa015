import type { PollState, Source } from './types';

/**
 * How long n8n may take from its end to the first poll after it, in milliseconds: it may be killed more
 * than once before it comes to that.
 */
export const LONGEST_RESTART = 60 * 60_000;

/** For how long n8n may be killed again and again, in milliseconds: each time in that moment, at worst. */
const CRASHES = 10 * 60_000;

/** Whether what is emitted again may be lost once more. */
export const mayCrashAgain = (at: number): boolean => Date.now() - at < CRASHES;

/**
 * The state that the first poll of a process compares with: as before the last poll in all that this one
 * emitted, if it may not have left. n8n saves the state first and the execution after it (`__emit` in its
 * trigger-execution-context.factory, 2.41). Killed in between, it knows what nobody got. So it is emitted again,
 * under the same eventId, and once: what is emitted again is kept for a third time only while n8n may be killed
 * again and again. How n8n activates says nothing of it, for after a crash it also activates as after a change.
 */
export function withRedelivery<Cursor>(
	state: PollState<Cursor> | undefined,
	source: Source<Cursor>,
): PollState<Cursor> | undefined {
	if (!state?.emitted) return state;
	const { at, before, cursor = state.cursor } = state.emitted;
	// A clock that was set back since makes it no older.
	if (Date.now() - at > LONGEST_RESTART) return state;
	const things = { ...state.things };
	for (const [id, thing] of Object.entries(before)) {
		// What was new stays so, whatever was left out since. Where it is not shown any more, it is fetched by its id.
		things[id] = thing ?? { states: source.initialStates ?? [] };
	}
	return { ...state, things, cursor };
}
