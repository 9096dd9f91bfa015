/**
 * Whether no letter of a text has more combining marks than any language uses (UAX #15, Stream-Safe Text Format: 30).
 * Normalization of a text, including the host of a URL, sorts the marks of a letter one by one: a megabyte of them
 * would take minutes.
 */
export const isStreamSafe = (text: string) => !/\p{M}{31}/u.test(text);

/**
 * A text in which letters with accents are one character each: they may be one or two, depending on the system that the
 * text comes from. A text that is not stream-safe stays as it is.
 */
export const composed = (text: string): string =>
	isStreamSafe(text) ? text.normalize('NFC') : text;
