import { textOf } from '../json';
import { faultIn } from './credentialFault';
import { codeOf, hasInvisible } from './invisible';

/** Quotation marks of all sorts, which come along with what is copied out of a text or a file. */
const QUOTATION_MARKS = '"\'`´‘’‚‛“”„‟«»‹›「」『』＂＇';

/** Whether nobody sees a character. */
export const isBlank = (character: string) => character === ' ' || hasInvisible(character);

const isAround = (character: string) => isBlank(character) || QUOTATION_MARKS.includes(character);

/** A text without what stands around it: blanks, line ends, what nobody sees, quotation marks. */
export const withoutSurroundings = (text: string): string => withoutEnds(text, '', '');

/**
 * The same, and without more characters at its beginning and at its end.
 * @param before those that do not begin it
 * @param behind those that do not end it
 */
export function withoutEnds(text: string, before: string, behind: string): string {
	const characters = [...text];
	const isOf = (odd: string) => (character: string) =>
		!isAround(character) && !odd.includes(character);
	const from = characters.findIndex(isOf(before));
	if (from < 0) return '';
	return characters.slice(from, characters.findLastIndex(isOf(behind)) + 1).join('');
}

/**
 * The text that a field of a credential holds, as it is.
 * @throws CredentialFault for what is no text, such as a list that an expression gives
 */
export function pastedText(value: unknown, field: string): string {
	if (typeof value === 'string') return value;
	if (typeof value !== 'object' || value === null) return textOf(value);
	throw faultIn(field, 'is not text', 'Let the expression in the credential give text.');
}

/** Where a text has what it can't have, in words that do not show the text. */
export interface Occurrence {
	/** By its number, for it may be one of a secret, or be seen by nobody: `[U+200B]`. */
	character: string;
	/** How many characters stand before it. */
	after: number;
}

/** The first character that is none of what a text can have. */
export function firstIn(
	text: string,
	isWrong: (character: string) => boolean,
): Occurrence | undefined {
	const characters = [...text];
	const after = characters.findIndex(isWrong);
	return after < 0 ? undefined : { character: codeOf(characters[after]), after };
}

/** Whether nobody sees where a text begins or ends. */
export const edgeOf = (
	text: string,
): { edge: 'begins' | 'ends'; character: string } | undefined => {
	const characters = [...text];
	const [first, last] = [characters.at(0) ?? '', characters.at(-1) ?? ''];
	if (isBlank(first)) return { edge: 'begins', character: codeOf(first) };
	return isBlank(last) ? { edge: 'ends', character: codeOf(last) } : undefined;
};
