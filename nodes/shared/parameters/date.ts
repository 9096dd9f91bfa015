import { isObject } from '../json';

/** A date as n8n's expressions have them: JavaScript's, or Luxon's DateTime (by its own mark of them). */
type DateLike = Date | { isValid: boolean; toISO(): string | null };

const isLuxon = (value: object): value is Exclude<DateLike, Date> =>
	'isLuxonDateTime' in value && 'toISO' in value && typeof value.toISO === 'function';

/** Whether there is a day (YYYY-MM-DD). JavaScript takes February 30 for one of the next month. */
export const isDay = (day: string) => isoOf(new Date(`${day}T00:00:00Z`)).startsWith(day);

/** Whether a value is a date, as opposed to the text of one. */
export const isDate = (value: unknown): value is DateLike =>
	Object.prototype.toString.call(value) === '[object Date]' || (isObject(value) && isLuxon(value));

/** The ISO 8601 text of a date, in its own zone; "Invalid Date" if it is none. */
export function isoOf(date: DateLike): string {
	if ('toISO' in date) return (date.isValid && date.toISO()) || 'Invalid Date';
	return Number.isNaN(date.getTime()) ? 'Invalid Date' : date.toISOString();
}
