/** How hard a text is to read. */
export interface Readability {
	words: number;
	/** Words per sentence. */
	sentence: number;
	/** The number of words in the longest sentence. */
	longest: number;
	/** The share of words with more than six letters, in percent. */
	long: number;
	/** LIX (Björnsson, 1968): the sum of both. It counts letters, so it works for all languages of the pages. */
	lix: number;
}

/** The running text, as sentences: without code, tables, pictures and link targets. */
const sentencesIn = (text: string) =>
	text
		.replace(/^ *```[\s\S]*?^ *```/gm, '')
		.replace(/<!--[\s\S]*?-->/g, '')
		.replace(/^(?:\||#).*$/gm, '')
		.replace(/!\[[^\]]*\]\([^)]*\)/g, '')
		.replace(/\]\([^)]*\)/g, ']')
		.replace(/`[^`\n]*`/g, 'x')
		.split(/\n\s*(?:\n|[-*] |\d+\. )|(?<=[.!?:;])\s+/)
		.map((sentence) => sentence.match(/[\p{L}\p{N}][\p{L}\p{N}'’-]*/gu) ?? [])
		.filter((words) => words.length > 1);

export function readabilityOf(text: string): Readability {
	const sentences = sentencesIn(text);
	const words = sentences.flat();
	const sentence = words.length / sentences.length;
	const longest = Math.max(...sentences.map(({ length }) => length));
	const long = (100 * words.filter((word) => word.length > 6).length) / words.length;
	return { words: words.length, sentence, longest, long, lix: sentence + long };
}
