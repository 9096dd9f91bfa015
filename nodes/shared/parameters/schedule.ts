import { isDate, isDay, isoOf } from './date';
import { Misread, type Reader } from './reading';
import { readLine } from './text';

/** A time with a zone, as expressions give it. */
const WITH_ZONE = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})$/;

/**
 * When to do something, as people say it: "every day at 1am". A date, or the text of one with a zone, becomes
 * YYYY-MM-DD HH:MM:SS in UTC.
 */
export const readSchedule: Reader = (value, place) => {
	const line = readLine(value, place) as string;
	if (!isDate(value) && !WITH_ZONE.test(line)) return line;
	const time = new Date(line);
	const isThere = !Number.isNaN(time.getTime()) && isDay(line.slice(0, 10));
	if (isThere) return isoOf(time).slice(0, 19).replace('T', ' ');
	throw new Misread(`${place.name} is not a date: ${line}`, 'Enter a time that there is.');
};
