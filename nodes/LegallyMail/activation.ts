import type { IDataObject } from 'n8n-workflow';

import { objectsIn } from '../shared/json';
import { MAX_OFFSET, readAsUtc, setBackBetween, type Moment } from './zone';

/**
 * What a trigger knows about the time of its activation. Events carry LegallyMail's local time, and an event that may
 * be new must not be lost, so only events that are certainly old count as old.
 */

/** The fields in which LegallyMail reports when something happened. */
const TIMES = ['created_at', 'sent_at', 'delivered_at', 'read_at', 'signed_at', 'confirmed_at'];

/** The times in an entry, including those of its recipients, signers and certificates. */
const timesIn = (entry: IDataObject): number[] => [
	...TIMES.map((name) => readAsUtc(entry[name])),
	...Object.values(entry).flatMap((value) => objectsIn(value).flatMap(timesIn)),
];

/** How far the clocks of LegallyMail's servers may be apart, in milliseconds. */
const CLOCK_DIFFERENCE = 60_000;

/** Everything that had happened when a trigger was activated. Times are in milliseconds. */
export interface Past {
	/** The local time, read as UTC, up to which events are known or so old that they are past in every zone. */
	end: number;
	/** When the trigger was activated, by the clock of LegallyMail's server. */
	at: number;
}

/** What is past at a moment. @param entries LegallyMail's entries at that moment */
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

/** How long a clock that was set back shows times that it has shown before, in milliseconds. */
const LONGEST_REPETITION = 2 * 60 * 60_000;

/**
 * Whether a local time is past. An entry without a readable time may be new, and so may one in an hour that the
 * clocks show twice.
 * @param now when it was read
 */
export function isPast(at: unknown, past: Past | undefined, now: number): boolean {
	if (!past) return false;
	return readAsUtc(at) <= past.end - setBackBetween(past.at - LONGEST_REPETITION, now);
}
