/**
 * What nobody sees in a form and copying brings along: control and format characters (zero-width space, soft
 * hyphen, byte order mark, marks of direction), line ends of Unicode's own, and blanks that are not the space key's.
 */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]|(?! )\p{Zs}|\p{Default_Ignorable_Code_Point}/u;

const ALL_INVISIBLE = new RegExp(INVISIBLE, 'gu');

/** Whether a text has a character that nobody sees. */
export const hasInvisible = (text: string) => INVISIBLE.test(text);

/** A text without what nobody sees in it. */
export const withoutInvisible = (text: string) => text.replace(ALL_INVISIBLE, '');

/** A text without the blanks and lines around it. `trim` takes off as well what nobody sees. */
export const trimmed = (text: string) => text.replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, '');

/** A character by its number in Unicode, such as `[U+200B]`. */
export const codeOf = (character: string) =>
	`[U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}]`;

/** A text as an error shows it: `jane[U+200B]@example.com`. */
export const withInvisibleNamed = (text: string) => text.replace(ALL_INVISIBLE, codeOf);
