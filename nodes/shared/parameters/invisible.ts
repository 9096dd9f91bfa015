/**
 * Characters that are invisible in a form and often come from copying: control and format characters (zero-width
 * space, soft hyphen, byte order mark, direction marks), Unicode's own line separators, and spaces other than the
 * ordinary one.
 */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]|(?! )\p{Zs}|\p{Default_Ignorable_Code_Point}/u;

const ALL_INVISIBLE = new RegExp(INVISIBLE, 'gu');

/** Whether a text has an invisible character. */
export const hasInvisible = (text: string) => INVISIBLE.test(text);

/** A text without invisible characters. */
export const withoutInvisible = (text: string) => text.replace(ALL_INVISIBLE, '');

/** A text without surrounding spaces and line breaks. `trim` also removes invisible characters. */
export const trimmed = (text: string) => text.replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, '');

/** A character by its Unicode code point, such as `[U+200B]`. */
export const codeOf = (character: string) =>
	`[U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}]`;

/** A text with its invisible characters shown, for errors: `jane[U+200B]@example.com`. */
export const withInvisibleNamed = (text: string) => text.replace(ALL_INVISIBLE, codeOf);
