import type { IDataObject } from 'n8n-workflow';

import { objectsIn } from '../shared/json';
import { MAX_OFFSET, readAsUtc, setBackBetween, type Moment } from './zone';

/**
 * What a trigger knows about the time of its activation. Events carry LegallyMail's local time, and an event that may
 * be new must not be lost, so only events that are certainly old count as old.
 */

/** Where LegallyMail tells that something has happened. */
const TIMES = ['created_at', 'sent_at', 'delivered_at', 'read_at', 'signed_at', 'confirmed_at'];

/** The times that an entry tells, also of its recipients, signers and certificates. */
const timesIn = (entry: IDataObject): number[] => [
	...TIMES.map((name) => readAsUtc(entry[name])),
	...Object.values(entry).flatMap((value) => objectsIn(value).flatMap(timesIn)),
];

/** How far the clocks of LegallyMail's servers may be apart, in milliseconds. */
const CLOCK_DIFFERENCE = 60_000;

/** All that had happened when a trigger began. Milliseconds. */
export interface Past {
	/** The local time up to which it has been told, or lies so far back that it is past in every zone; as in UTC. */
	end: number;
	/** When the trigger began, by the clock of LegallyMail's server. */
	at: number;
}

/** What is past at a moment. @param entries what LegallyMail told then */
export function pastAt({ now, min }: Moment, entries: IDataObject[]): Past {
	// A time that is later than the present in every zone is wrong.
	const isTime = (time: number) => time <= now + MAX_OFFSET;
	const latest = entries.map((entry) =>
		timesIn(entry)
			.filter(isTime)
			.reduce((a, b) => Math.max(a, b), -Infinity),
	);
	// The second latest: a single entry with a wrong time must not hide new ones.
	const [, told = -Infinity] = latest.sort((a, b) => b - a);
	return { end: Math.max(told, now + min - CLOCK_DIFFERENCE), at: now };
}

/** For how long a clock that was set back shows times that it has shown before. */
const LONGEST_REPETITION = 2 * 60 * 60_000;

/**
 * Whether a local time is past. An entry without a readable time may be new, and so may one in an hour that the clocks
 * show twice.
 * @param now when it was told
 */
export function isPast(at: unknown, past: Past | undefined, now: number): boolean {
	if (!past) return false;
	return readAsUtc(at) <= past.end - setBackBetween(past.at - LONGEST_REPETITION, now);
}
