import { composed } from '../streamSafe';

/** Brackets, quotation marks of any language, and the sign in "order #A-17". */
const ENCLOSING = `[\\p{Ps}\\p{Pe}\\p{Pi}\\p{Pf}"'#]{0,2}`;

const BEFORE = new RegExp(`\\s${ENCLOSING}$`, 'u');

/** Also what ends a part of a sentence. */
const AFTER = new RegExp(`^${ENCLOSING}[.,;:!?…]{0,2}${ENCLOSING}\\s`, 'u');

/** The most characters that these need. */
const BESIDE = 7;

/** Texts that may be in the subject of many messages, whatever their keys are. */
const ORDINARY: RegExp[] = [
	// A word, such as "reminder".
	/^\D*$/,
	/^.{0,2}$/su,
	// A small number, a year, a part: "117", "2026", "1/2".
	/^([^\p{L}\d]*\d){0,4}[^\p{L}\d]*$/u,
	// An amount, a time, or a day with dots: "1,200.50", "10:30", "30.11.2026".
	/^\d[\d.,:'’\s]*[.,:'’\s]\d*$/,
	// A day or a month: "2026-11-30", "202611", "30/11/2026", "11/2026".
	/^(19|20)\d\d[-/]?(0[1-9]|1[0-2])([-/]?(0[1-9]|[12]\d|3[01]))?$/,
	/^(\d{1,2}[-/])?\d{1,2}[-/](19|20)?\d\d$/,
	// Years, a quarter or a week: "2025/26", "2026-Q4", "W48 2026".
	/^(19|20)\d\d[-/](19|20)?\d\d$/,
	/^(19|20)\d\d[-/ ]?[QW]\d{1,2}$/i,
	/^[QW]\d{1,2}[-/ ]?(19|20)\d\d$/i,
];

/**
 * Whether a text contains a user's own reference, and can contain it only as such: as a word between blanks, which
 * may be in brackets or quotation marks, or at the end of a part of a sentence. Any other sign beside it may belong to
 * a longer reference or to an amount: A-17 is in "Notice A-17: rent", but not in "Notice A-17:3".
 */
export function standsIn(reference?: string, text = ''): boolean {
	if (!reference || ORDINARY.some((ordinary) => ordinary.test(reference))) return false;
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
