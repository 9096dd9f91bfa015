import type { Memory, Seen } from './memory';

/** What a poll has told, and how that stood in the memory before. */
export interface LastTold {
	/** Unix milliseconds. */
	at: number;
	/** By id; null if it was not known. */
	before: Record<string, Seen | null>;
}

/**
 * How long n8n may take from its end to the first poll after it, in milliseconds: it may be killed more
 * than once before it comes to that.
 */
export const LONGEST_RESTART = 60 * 60_000;

/** The triggers, by workflow and node, that have polled in this process: what these have told has left. */
const polledHere = new Set<string>();

export const noteNoDoubt = (name: string) => void polledHere.add(name);

/**
 * The memory without what its last poll has told, if that is in doubt. n8n saves the memory first and the
 * execution after it (`__emit` in its trigger-execution-context.factory, 2.41). Killed in between, it
 * remembers what nobody was told. So the first poll of a process tells again what was told shortly
 * before, under the same eventId: better twice than never. How n8n activates tells nothing of it, for after
 * a crash it also activates as after a change.
 */
export function withoutDoubtful(name: string, memory: Memory | undefined): Memory | undefined {
	if (!memory?.told || polledHere.has(name)) return memory;
	const { at, before } = memory.told;
	if (Date.now() - at > LONGEST_RESTART) return memory;
	const isKnown = ([id]: [string, unknown]) => before[id] !== null;
	const seen = Object.entries({ ...memory.seen, ...before }).filter(isKnown);
	return { ...memory, seen: Object.fromEntries(seen) as Memory['seen'] };
}
