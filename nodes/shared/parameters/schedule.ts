import { isDay, isoOf } from './date';
import { InvalidValue, type Reader } from './reading';
import { isUnfilled } from './template';
import { readLine } from './text';

/** A day and a time, with or without a zone, as expressions and databases write them. */
const TIME =
	/^(\d{4}-\d{2}-\d{2})([t ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?( ?z| ?[+-]\d{2}(?::?\d{2})?)?)?$/i;

/**
 * Texts that are dates elsewhere: a spreadsheet's number, a year that begins something else, a day before its month,
 * JavaScript's own format.
 */
const OTHER_DATE = /^[\d.]+$|^\d{4}[-/.]|^\d{1,2}[/.]\d{1,2}[/.]\d{2,4}|\bGMT\b/;

/**
 * When to do something, in everyday language: "every day at 1am". A date, or the text of one with a zone, becomes
 * YYYY-MM-DD HH:MM:SS in UTC.
 */
export const readSchedule: Reader = (value, place) => {
	const line = readLine(value, place) as string;
	if (isUnfilled(place.written, line)) {
		throw new InvalidValue(
			`${place.name} lacks a part: its expression gave nothing beside ${line}`,
			'Check the expression.',
		);
	}
	const [, day, clock, zone] = TIME.exec(line) ?? [];
	const isWord = day === undefined && !OTHER_DATE.test(line) && typeof value !== 'boolean';
	if (isWord) return line;
	const time = clock ? timeIn(zone ? line : `${line}Z`) : new Date(`${day}T00:00:00Z`);
	if (day !== undefined && isDay(day) && !Number.isNaN(time.getTime())) {
		return zone ? isoOf(time).slice(0, 19).replace('T', ' ') : line;
	}
	throw new InvalidValue(
		`${place.name} is not a date: ${line}`,
		'Enter a time such as 2026-03-05 13:30:00, or words such as every day at 1am.',
	);
};

/** A day and a time, with a zone. */
const timeIn = (text: string) =>
	new Date(
		text
			.toUpperCase()
			.replace(/^(.{10})./, '$1T')
			.replace(' ', '')
			.replace(/([+-]\d{2})$/, '$1:00'),
	);
