import { textOf } from '../json';
import { faultIn } from './credentialFault';
import { codeOf, hasInvisible } from './invisible';

/** Quotation marks of all kinds, which are copied along from a text or a file. */
const QUOTATION_MARKS = '"\'`´‘’‚‛“”„‟«»‹›「」『』＂＇';

/** Whether a character is invisible. */
export const isBlank = (character: string) => character === ' ' || hasInvisible(character);

const isAround = (character: string) => isBlank(character) || QUOTATION_MARKS.includes(character);

/** A text without what surrounds it: spaces, line breaks, invisible characters, quotation marks. */
export const withoutSurroundings = (text: string): string => withoutEnds(text, '', '');

/**
 * The same, also without certain characters at its beginning and at its end.
 * @param before characters with which it does not begin
 * @param behind characters with which it does not end
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
 * The unchanged text of a credential's field.
 * @throws CredentialFault for other values, such as a list from an expression
 */
export function pastedText(value: unknown, field: string): string {
	if (typeof value === 'string') return value;
	if (typeof value !== 'object' || value === null) return textOf(value);
	throw faultIn(field, 'is not text', 'Let the expression in the credential give text.');
}

/** The position of an invalid character in a text, in words that do not reveal the text. */
export interface Occurrence {
	/** By its code point, because it may be part of a secret, or invisible: `[U+200B]`. */
	character: string;
	/** How many characters precede it. */
	after: number;
}

/** The first character that is not allowed in a text. */
export function firstIn(
	text: string,
	isWrong: (character: string) => boolean,
): Occurrence | undefined {
	const characters = [...text];
	const after = characters.findIndex(isWrong);
	return after < 0 ? undefined : { character: codeOf(characters[after]), after };
}

/** Whether a text begins or ends with an invisible character. */
export const edgeOf = (
	text: string,
): { edge: 'begins' | 'ends'; character: string } | undefined => {
	const characters = [...text];
	const [first, last] = [characters.at(0) ?? '', characters.at(-1) ?? ''];
	if (isBlank(first)) return { edge: 'begins', character: codeOf(first) };
	return isBlank(last) ? { edge: 'ends', character: codeOf(last) } : undefined;
};
