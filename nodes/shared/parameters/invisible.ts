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

/**
 * Characters that make text display in another order than it is written in (Unicode, UAX #9, 2.1 to 2.5):
 * `invoice[U+202E]fdp.exe` looks like `invoiceexe.pdf`. The marks of direction U+200E, U+200F and U+061C are not
 * among them: they reorder no letters, and names in Arabic and Hebrew contain them.
 */
const REORDERING = /[\u202a-\u202e\u2066-\u2069]/u;

/** Whether a text is displayed in another order than it is written in. */
export const isReordered = (text: string) => REORDERING.test(text);

/** A text without surrounding spaces and line breaks. `trim` also removes invisible characters. */
export const trimmed = (text: string) => text.replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, '');

/** A character by its Unicode code point, such as `[U+200B]`. */
export const codeOf = (character: string) =>
	`[U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}]`;

/** A text with its invisible characters shown, for errors: `jane[U+200B]@example.com`. */
export const withInvisibleNamed = (text: string) => text.replace(ALL_INVISIBLE, codeOf);
