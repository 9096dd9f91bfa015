import type { IDataObject } from 'n8n-workflow';

import { textOf } from './json';

/**
 * Milliseconds of a monotonic clock, which changes of the system time do not affect: all elapsed time is measured by
 * it. They count from the start of the process and mean nothing to another one.
 *
 * On Linux the clock stands still while the machine is suspended. Waiting then takes longer than necessary, never
 * shorter.
 */
export const monotonicNow = (): number => performance.now();

/**
 * The provider's own time of an answer, in Unix milliseconds: its Date header, which has whole seconds (RFC 9110,
 * section 6.6.1). undefined if the answer has none.
 */
export function dateOf(headers: IDataObject): number | undefined {
	const time = Date.parse(textOf(headers.date));
	return Number.isNaN(time) ? undefined : time;
}

/** The same, or the local time if the answer has none: what a provider's times are compared with. */
export const providerNow = (headers: IDataObject): number => dateOf(headers) ?? Date.now();

/**
 * By how many milliseconds the provider's clock is ahead of the monotonic one, according to an answer that has just
 * arrived. Added to the monotonic time of an instant, it gives the provider's time of that instant.
 */
export const clockAhead = (headers: IDataObject): number => providerNow(headers) - monotonicNow();

/**
 * The largest assumed change of a clock, in milliseconds: 14 hours, for a clock that was set to the zone farthest
 * from UTC instead of to UTC.
 */
const LARGEST_STEP = 14 * 60 * 60_000;

/**
 * The age of something by the system time that was recorded with it, in milliseconds. undefined if that is
 * impossible: the time is invalid, or in the future because the clock was set back since or had been wrong.
 * @param at Unix milliseconds
 */
export function ageOf(at: number): number | undefined {
	const age = Date.now() - at;
	return age >= 0 ? age : undefined;
}

/**
 * Whether something is certainly younger than so many milliseconds, however the clock has been set since. A time
 * slightly in the future is accepted as recorded before the clock was set back; one further in the future is not.
 * @param at Unix milliseconds
 */
export function isSurelyYounger(at: number, span: number): boolean {
	const age = Date.now() - at;
	return age >= -LARGEST_STEP && age < span - LARGEST_STEP;
}

/** A period of time in this process. */
export class Period {
	private readonly begin = { at: Date.now(), ticks: monotonicNow() };

	/**
	 * Whether a recorded time lies within it, by the clock as it was at its beginning or as it is now.
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

/** So many milliseconds as text for people: "2 hours". */
export function inWords(milliseconds: number): string {
	const [unit, name] = UNITS.find(([least]) => milliseconds >= least)!;
	const count = Math.round(milliseconds / (unit || 1000));
	return `${count.toLocaleString('en')} ${name}${count === 1 ? '' : 's'}`;
}

/** A context whose reads are aborted at a given time. */
interface EndingContext {
	/** In milliseconds, by the monotonic clock. */
	endsAt: number;
}

/** A context, such as that of a poll, with the time at which its reads are aborted. */
export const endingAt = <Context extends object>(context: Context, end: number): Context =>
	Object.create(context, { endsAt: { value: end } }) as Context & EndingContext;

/** When the reads of a context are aborted: Infinity if they are not. */
export const endOf = (context: object | EndingContext) =>
	'endsAt' in context ? context.endsAt : Infinity;
