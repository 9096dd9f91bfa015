import { composed } from '../streamSafe';

/** Brackets, quotation marks of any language, and the sign in "order #A-17". */
const ENCLOSING = `[\\p{Ps}\\p{Pe}\\p{Pi}\\p{Pf}"'#]{0,2}`;

const BEFORE = new RegExp(`\\s${ENCLOSING}$`, 'u');

/** Also what ends a part of a sentence. */
const AFTER = new RegExp(`^${ENCLOSING}[.,;:!?…]{0,2}${ENCLOSING}\\s`, 'u');

/** The most characters that these need. */
const BESIDE = 7;

/** What messages of all kinds have in their subjects: it distinguishes none of them. */
const ORDINARY: RegExp[] = [
	// A small number, a year, a part: "117", "2026", "1/2".
	/^([^\p{L}\d]*\d){0,4}[^\p{L}\d]*$/u,
	// An amount, a time, or a day with dots: "1,200.50", "10:30", "30.11.2026". With its currency: "EUR100".
	/^\d[\d.,:'’]*[.,:'’]\d*$/,
	/^([A-Z]{3})?\d[\d.,'’]*[.,'’]\d\d([A-Z]{3})?$/i,
	// A day or a month: "2026-11-30", "202611", "30/11/2026", "11/2026".
	/^(19|20)\d\d[-/]?(0[1-9]|1[0-2])([-/]?(0[1-9]|[12]\d|3[01]))?$/,
	/^(\d{1,2}[-/])?\d{1,2}[-/](19|20)?\d\d$/,
	/^\d{1,2}(st|nd|rd|th|er|º|ª)$/i,
	// Years, a half, a quarter or a week: "2025/26", "2026-Q4", "KW48/2026", "W48".
	/^(19|20)\d\d[-/](19|20)?\d\d$/,
	/^(19|20)\d\d[-/]?(Q|W|KW|CW|H|T|S)\d{1,2}$/i,
	/^(Q|W|KW|CW|H|T|S)\d{1,2}([-/]?(19|20)\d\d)?$/i,
	// A time with its zone: "10:30:00.000+01:00"; with a day: "20261130T103000Z".
	/^\d{1,2}:\d\d(:\d\d([.,]\d+)?)?(Z|[+-]\d\d:?\d\d)?$/i,
	/^(19|20)\d{6}T\d{4,6}Z?$/i,
];

/** Languages in which months and days are written out. */
const LANGUAGES = ['en', 'it', 'fr', 'de', 'es'];

/** What else stands beside the numbers of dates and amounts. */
const UNITS = [
	...['am', 'pm', 'utc', 'gmt', 'z', 'de', 'of', 'le', 'del', 'kw', 'cw', 'q', 'w'],
	...['eur', 'euro', 'euros', 'usd', 'gbp', 'chf'],
];

/** The words of dates and amounts. Only a lookup needs them, so they are not made when n8n starts. */
const dateWords = () =>
	new Set([
		...UNITS,
		...LANGUAGES.flatMap((language) =>
			Array.from({ length: 12 }, (_, at) => new Date(Date.UTC(2026, at, at + 1))).flatMap((day) =>
				(['long', 'short'] as const).flatMap((style) => [
					day.toLocaleDateString(language, { month: style, timeZone: 'UTC' }),
					day.toLocaleDateString(language, { weekday: style, timeZone: 'UTC' }),
				]),
			),
		).map((word) => word.toLowerCase().replace('.', '')),
	]);

/** Whether a text may be in the subject of many messages, whatever their keys are. */
function provesNothing(text: string): boolean {
	// A word, such as "reminder".
	if (text.length <= 2 || /^\D*$/.test(text)) return true;
	const parts = text.split(/[\s,;\p{Sc}]+|(?<=\d)T(?=\d\d:)/u).filter((part) => part !== '');
	const others = parts.filter((part) => !ORDINARY.some((each) => each.test(part)));
	if (others.length === 0) return true;
	const words = dateWords();
	return others.every((part) => words.has(part.toLowerCase().replace(/\.$/, '')));
}

/**
 * Whether a text contains a user's own reference, and can contain it only as such: as a word between blanks, which
 * may be in brackets or quotation marks, or at the end of a part of a sentence. Any other sign beside it may belong to
 * a longer reference or to an amount: A-17 is in "Notice A-17: rent", but not in "Notice A-17:3".
 */
export function standsIn(reference?: string, text = ''): boolean {
	if (!reference || provesNothing(reference)) return false;
	const all = ` ${composed(text)} `;
	let at = all.indexOf(reference);
	while (at >= 0) {
		const end = at + reference.length;
		const isWord = BEFORE.test(all.slice(Math.max(0, at - BESIDE), at));
		if (isWord && AFTER.test(all.slice(end, end + BESIDE))) return true;
		at = all.indexOf(reference, end);
	}
	return false;
}
