/**
 * Whether no letter of a text has more marks than any language writes (UAX #15, Stream-Safe Text Format: 30). What
 * normalizes a text, also the host of a URL, brings the marks of a letter into their order one by one: a megabyte of
 * them would take minutes.
 */
export const isStreamSafe = (text: string) => !/\p{M}{31}/u.test(text);
