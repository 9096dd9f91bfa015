import type { IPollFunctions } from 'n8n-workflow';

import type { Memory, Seen } from './memory';

/** What a poll has told, and how that stood in the memory before. */
export interface LastTold {
	/** Unix milliseconds. */
	at: number;
	/** By id; null if it was not known. */
	before: Record<string, Seen | null>;
}

/** How long n8n may take from its end to its first poll after it, in milliseconds. */
export const LONGEST_RESTART = 5 * 60_000;

/** How n8n begins to poll after it has started, or has taken over from another main process. */
const STARTS = ['init', 'leadershipChange'];

/** The triggers, by workflow and node, that have polled in this process: what these have told has left. */
const polledHere = new Set<string>();

export const noteNoDoubt = (name: string) => void polledHere.add(name);

/**
 * The memory without what its last poll has told, if that is in doubt. n8n saves the memory first and the
 * execution after it (`__emit` in its trigger-execution-context.factory, 2.41). Killed in between, it
 * remembers what nobody was told. So the first poll of a process tells again what was told shortly
 * before, under the same eventId: better twice than never.
 */
export function withoutDoubtful(
	context: IPollFunctions,
	name: string,
	memory: Memory | undefined,
): Memory | undefined {
	if (!memory?.told || polledHere.has(name)) return memory;
	const { at, before } = memory.told;
	const isRestart = STARTS.includes(context.getActivationMode());
	if (!isRestart || Date.now() - at > LONGEST_RESTART) return memory;
	const isKnown = ([id]: [string, unknown]) => before[id] !== null;
	const seen = Object.entries({ ...memory.seen, ...before }).filter(isKnown);
	return { ...memory, seen: Object.fromEntries(seen) as Memory['seen'] };
}
