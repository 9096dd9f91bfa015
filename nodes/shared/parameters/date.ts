import { isObject } from '../json';
import { Misread, isNothing, shown, type Reader } from './reading';

/** A date as n8n's expressions have them: JavaScript's, or Luxon's DateTime (by its own mark of them). */
type DateLike = Date | { isValid: boolean; toISO(): string | null };

const isLuxon = (value: object): value is Exclude<DateLike, Date> =>
	'isLuxonDateTime' in value && 'toISO' in value && typeof value.toISO === 'function';

/** Whether a value is a date, as opposed to the text of one. */
export const isDate = (value: unknown): value is DateLike =>
	Object.prototype.toString.call(value) === '[object Date]' || (isObject(value) && isLuxon(value));

/** The ISO 8601 text of a date, in its own zone; "Invalid Date" if it is none. */
export function isoOf(date: DateLike): string {
	if ('toISO' in date) return (date.isValid && date.toISO()) || 'Invalid Date';
	return Number.isNaN(date.getTime()) ? 'Invalid Date' : date.toISOString();
}

/** A day, and a time of it with or without a zone, which has no say. */
const DAY =
	/^(\d{4}-\d{2}-\d{2})(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?Z| ?[+-]\d{2}:?\d{2})?)?$/;

/**
 * A day as YYYY-MM-DD: what n8n's date picker gives, the text of a date, or a date, each by the day that it shows;
 * an empty text for none.
 */
export const readDay: Reader = (value, { name }) => {
	const written = (isDate(value) ? isoOf(value) : isNothing(value) ? '' : shown(value)).trim();
	if (written === '') return '';
	const day = DAY.exec(written)?.[1];
	// A day that there is not, such as February 30, would be taken for one of the next month.
	if (day && isoOf(new Date(`${day}T00:00:00Z`)).startsWith(day)) return day;
	throw new Misread(
		`${name} is not a date: ${written}`,
		'Choose it from the calendar, or let an expression give a date such as {{ $today }} or 2026-03-01.',
	);
};
