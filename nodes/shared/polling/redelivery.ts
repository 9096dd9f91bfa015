import type { PollState, Source } from './types';

/**
 * How long n8n may take from its end to the next first poll, in milliseconds: it may be killed more than once before
 * that poll.
 */
export const LONGEST_RESTART = 60 * 60_000;

/** For how long n8n may be killed repeatedly, in milliseconds: at worst, at that moment each time. */
const CRASHES = 10 * 60_000;

/** Whether events that are emitted again may be lost once more. */
export const mayCrashAgain = (at: number): boolean => Date.now() - at < CRASHES;

/**
 * The state that the first poll of a process compares with: the state before the last poll for everything that that
 * poll emitted, if it may not have left. n8n saves the state first and the execution after it (`__emit` in its
 * trigger-execution-context.factory, 2.41). If it is killed in between, its state covers events that nobody received.
 * So they are emitted again, with the same eventId, and once: they are kept for a third time only while n8n may be
 * killed repeatedly. How n8n activates does not show this, because it activates in the same way after a crash and
 * after a change.
 */
export function withRedelivery<Cursor>(
	state: PollState<Cursor> | undefined,
	source: Source<Cursor>,
): PollState<Cursor> | undefined {
	if (!state?.emitted) return state;
	const { at, before, cursor = state.cursor } = state.emitted;
	// If a clock was set back since, this does not make it older.
	if (Date.now() - at > LONGEST_RESTART) return state;
	const things = { ...state.things };
	for (const [id, thing] of Object.entries(before)) {
		// New items remain new, whatever was left out since. An item that is no longer listed is fetched by its id.
		things[id] = thing ?? { states: source.initialStates ?? [] };
	}
	return { ...state, things, cursor };
}
