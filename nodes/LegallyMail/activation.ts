import type { IDataObject } from 'n8n-workflow';

import { objectsIn } from '../shared/json';
import { EASTERNMOST, readAsUtc, setBackBetween, type Moment } from './zone';

/**
 * What a trigger knows of the moment at which it begins to watch. Events carry LegallyMail's local time, and an
 * event that may be new must not be lost, so the only ones that count as old are those that surely are.
 */

/** Where LegallyMail tells that something has happened. */
const TIMES = ['created_at', 'sent_at', 'delivered_at', 'read_at', 'signed_at', 'confirmed_at'];

/** The times that an entry tells, also of its recipients, signers and certificates. */
const timesIn = (entry: IDataObject): number[] => [
	...TIMES.map((name) => readAsUtc(entry[name])),
	...Object.values(entry).flatMap((value) => objectsIn(value).flatMap(timesIn)),
];

/** How far the clocks of LegallyMail's servers may be apart, in milliseconds. */
const CLOCKS_APART = 60_000;

/** All that had happened when a trigger began. Milliseconds. */
export interface Past {
	/** The local time up to which it has been told, or lies so far back that it is past in every zone; as in UTC. */
	end: number;
	/** When the trigger began, by the clock of LegallyMail's server. */
	at: number;
}

/** What is past at a moment. @param entries what LegallyMail told then */
export function pastAt({ now, least }: Moment, entries: IDataObject[]): Past {
	// What shows a later time than there is in any zone is misdated.
	const isTime = (time: number) => time <= now + EASTERNMOST;
	const latest = entries.map((entry) =>
		timesIn(entry)
			.filter(isTime)
			.reduce((a, b) => Math.max(a, b), -Infinity),
	);
	// The second to last: one entry that is misdated must not hide what comes about.
	const [, told = -Infinity] = latest.sort((a, b) => b - a);
	return { end: Math.max(told, now + least - CLOCKS_APART), at: now };
}

/** For how long a clock that was set back shows times that it has shown before. */
const LONGEST_AGAIN = 2 * 60 * 60_000;

/**
 * Whether a local time is past. What has no time that can be read may be new, and so may what clocks show again.
 * @param now when it was told
 */
export function isPast(at: unknown, past: Past | undefined, now: number): boolean {
	if (!past) return false;
	return readAsUtc(at) <= past.end - setBackBetween(past.at - LONGEST_AGAIN, now);
}
