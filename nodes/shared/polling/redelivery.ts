import type { PollState } from './types';

/**
 * How long n8n may take from its end to the first poll after it, in milliseconds: it may be killed more
 * than once before it comes to that.
 */
export const LONGEST_RESTART = 60 * 60_000;

/** The triggers, by workflow and node, that have polled in this process: what these emitted has left. */
const polledHere = new Set<string>();

export const notePolled = (trigger: string) => void polledHere.add(trigger);

/**
 * The state that a poll compares with: as before the last poll in all that this one emitted, if it may not
 * have left. n8n saves the state first and the execution after it (`__emit` in its
 * trigger-execution-context.factory, 2.41). Killed in between, it knows what nobody got. So the first poll
 * of a process emits again what was emitted shortly before, under the same eventId: better twice than
 * never. How n8n activates says nothing of it, for after a crash it also activates as after a change.
 */
export function withRedelivery<Cursor>(
	trigger: string,
	state: PollState<Cursor> | undefined,
): PollState<Cursor> | undefined {
	if (!state?.emitted || polledHere.has(trigger)) return state;
	const { at, before, cursor = state.cursor } = state.emitted;
	if (Date.now() - at > LONGEST_RESTART) return state;
	const things = { ...state.things };
	for (const [id, thing] of Object.entries(before)) {
		if (thing) things[id] = thing;
		else delete things[id];
	}
	return { ...state, things, cursor };
}
