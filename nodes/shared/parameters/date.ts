import { isObject } from '../json';

/** A date as in n8n's expressions: JavaScript's, or Luxon's DateTime (recognized by Luxon's own mark). */
type DateLike = Date | { isValid: boolean; toISO(): string | null };

const isLuxon = (value: object): value is Exclude<DateLike, Date> =>
	'isLuxonDateTime' in value && 'toISO' in value && typeof value.toISO === 'function';

/** Whether a day (YYYY-MM-DD) exists. JavaScript treats February 30 as a day of the next month. */
export const isDay = (day: string) => isoOf(new Date(`${day}T00:00:00Z`)).startsWith(day);

/** Whether a value is a date, and not the text of one. */
export const isDate = (value: unknown): value is DateLike =>
	Object.prototype.toString.call(value) === '[object Date]' || (isObject(value) && isLuxon(value));

/** The ISO 8601 text of a date, in its own zone; "Invalid Date" if it is invalid. */
export function isoOf(date: DateLike): string {
	if ('toISO' in date) return (date.isValid && date.toISO()) || 'Invalid Date';
	return Number.isNaN(date.getTime()) ? 'Invalid Date' : date.toISOString();
}
