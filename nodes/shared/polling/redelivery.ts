import { asManyAsFit, allFit } from './stateSize';
import type { Emission, PollState, Source } from './types';

/**
 * How long n8n may take from its end to the next first poll, in milliseconds: it may be killed more than once before
 * that poll.
 */
export const LONGEST_RESTART = 60 * 60_000;

/** For how long n8n may be killed repeatedly, in milliseconds: at worst, at that moment each time. */
const CRASHES = 10 * 60_000;

/**
 * How long n8n may take to save the execution of an event, in milliseconds: on a machine under load, longer than the
 * seconds between two polls.
 */
export const LONGEST_SAVING = 45_000;

/** Whether events that are emitted again may be lost once more. */
export const mayCrashAgain = (at: number): boolean => Date.now() - at < CRASHES;

/**
 * The state that the first poll of a process compares with: the state before the last polls for everything that they
 * emitted, if it may not have left. n8n saves the state first and the execution after it (`__emit` in its
 * trigger-execution-context.factory, 2.41). If it is killed in between, its state covers events that nobody received.
 * So they are emitted again, with the same eventId, and once: they are kept for a third time only while n8n may be
 * killed repeatedly. How n8n activates does not show this, because it activates in the same way after a crash and
 * after a change.
 * @param since when the process polled for the first time, in Unix milliseconds: a provider may fail for long after that
 */
export function withRedelivery<Cursor>(
	state: PollState<Cursor> | undefined,
	source: Source<Cursor>,
	since: number,
): PollState<Cursor> | undefined {
	const emitted = mergedEmission(state?.emitted);
	if (!state || !emitted) return state;
	const { at, before, cursor = state.cursor } = emitted;
	// If a clock was set back since, this does not make it older.
	if (since - at > LONGEST_RESTART) return state;
	const things = { ...state.things };
	for (const [id, thing] of Object.entries(before)) {
		// New items remain new, whatever was left out since. An item that is no longer listed is fetched by its id.
		things[id] = thing ?? { states: source.initialStates ?? [] };
	}
	return { ...state, things, cursor };
}

/** The events of several polls as those of one, with the state before the first of them. */
export function mergedEmission<Cursor>(
	emissions: Array<Emission<Cursor>> = [],
): Emission<Cursor> | undefined {
	const [first] = emissions;
	const last = emissions.at(-1);
	if (!first || !last) return undefined;
	const newestFirst = emissions.map(({ before }) => Object.entries(before)).reverse();
	return { ...last, before: Object.fromEntries(newestFirst.flat()), cursor: first.cursor };
}

/**
 * The events to store after a poll: its own, if any, and those before them that n8n may not have saved yet. If there
 * is not room for all, the oldest go.
 */
export function withEmission<Cursor>(
	earlier: Array<Emission<Cursor>> = [],
	latest: Emission<Cursor>,
): Pick<PollState<Cursor>, 'emitted'> {
	const now = Date.now();
	const unsaved = earlier.filter(({ last }) => now - last < LONGEST_SAVING);
	const fitting = { ...latest, before: asManyAsFit(latest.before) };
	const all = Object.keys(latest.before).length > 0 ? [...unsaved, fitting] : unsaved;
	// If a clock was set back, they count from now on.
	const emitted = all.map((emission) => ({
		...emission,
		at: Math.min(emission.at, now),
		last: Math.min(emission.last, now),
	}));
	while (emitted.length > 1 && !allFit(emitted.flatMap(({ before }) => Object.entries(before)))) {
		emitted.shift();
	}
	return emitted.length > 0 ? { emitted } : {};
}
