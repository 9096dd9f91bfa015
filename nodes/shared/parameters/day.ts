import { isDay } from './date';
import { InvalidValue, type Reader } from './reading';
import { readText } from './text';

/** A day, and a time with or without a zone, which is ignored. */
const DAY =
	/^(\d{4}-\d{2}-\d{2})(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?Z| ?[+-]\d{2}:?\d{2})?)?$/;

/**
 * A day as YYYY-MM-DD: the value of n8n's date picker, the text of a date, or a date, each by the day that it shows;
 * an empty text for none.
 */
export const readDay: Reader = (value, place) => {
	const written = readText(value, place).trim();
	if (written === '') return '';
	const day = DAY.exec(written)?.[1];
	if (day && isDay(day)) return day;
	throw new InvalidValue(
		`${place.name} is not a date: ${written.slice(0, 100)}`,
		'Choose it from the calendar, or let an expression give a date such as {{ $today }} or 2026-03-01.',
	);
};
