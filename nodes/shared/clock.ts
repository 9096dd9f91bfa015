import type { IDataObject } from 'n8n-workflow';

import { textOf } from './json';

/**
 * Milliseconds that go on evenly, whatever the time of day is set to: by these, all that passes is measured.
 * They count from the start of the process and mean nothing to another one.
 *
 * On Linux they stand still while the machine is suspended. Whoever waits then waits longer than it had to, never
 * shorter.
 */
export const monotonicNow = (): number => performance.now();

/**
 * When an answer was made by the provider's own clock, in Unix milliseconds: its Date header, which has whole
 * seconds (RFC 9110, section 6.6.1). undefined where it does not tell.
 */
export function dateOf(headers: IDataObject): number | undefined {
	const time = Date.parse(textOf(headers.date));
	return Number.isNaN(time) ? undefined : time;
}

/** The same, or the time of day here where the answer does not tell: what a provider's times are compared with. */
export const providerNow = (headers: IDataObject): number => dateOf(headers) ?? Date.now();

/**
 * By how many milliseconds the provider's clock is ahead of the monotonic one, as an answer tells that has just come.
 * Added to the ticks of an instant, it gives the provider's time of that instant.
 */
export const clockAhead = (headers: IDataObject): number => providerNow(headers) - monotonicNow();

/**
 * By how much a clock may have been set at once, in milliseconds: 14 hours, for one that was in the zone farthest
 * from UTC instead of in UTC.
 */
const LARGEST_STEP = 14 * 60 * 60_000;

/**
 * How old something is by the time of day that was noted with it, in milliseconds. undefined where that can't be: the
 * time is none, or lies ahead, because the clock was set back since or had been wrong.
 * @param at Unix milliseconds
 */
export function ageOf(at: number): number | undefined {
	const age = Date.now() - at;
	return age >= 0 ? age : undefined;
}

/**
 * Whether something is younger than so many milliseconds for sure, however the clock has been set since. That what
 * lies ahead a little was noted before the clock was set back is believed; what lies ahead by more is not.
 * @param at Unix milliseconds
 */
export function isSurelyYounger(at: number, span: number): boolean {
	const age = Date.now() - at;
	return age >= -LARGEST_STEP && age < span - LARGEST_STEP;
}

/** A stretch of time that passes in this process. */
export class Stretch {
	private readonly begin = { at: Date.now(), ticks: monotonicNow() };

	/**
	 * Whether a time of day was noted within it: by the clock as it went at its beginning, or as it goes now.
	 * @param at Unix milliseconds
	 */
	has(at: number): boolean {
		const now = Date.now();
		const { at: begin, ticks } = this.begin;
		const passed = monotonicNow() - ticks;
		return (at >= begin && at <= begin + passed) || (at >= now - passed && at <= now);
	}
}

const UNITS: Array<[milliseconds: number, name: string]> = [
	[365 * 24 * 60 * 60_000, 'year'],
	[24 * 60 * 60_000, 'day'],
	[60 * 60_000, 'hour'],
	[60_000, 'minute'],
	[0, 'second'],
];

/** So many milliseconds, in words for people: "2 hours". */
export function inWords(milliseconds: number): string {
	const [unit, name] = UNITS.find(([least]) => milliseconds >= least)!;
	const count = Math.round(milliseconds / (unit || 1000));
	return `${count.toLocaleString('en')} ${name}${count === 1 ? '' : 's'}`;
}
