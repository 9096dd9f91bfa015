import { textOf } from '../shared/json';

/** The shortest text of an answer that may be the beginning of a longer one, in letters and digits. */
const SHORTEST_BEGINNING = 40;

/** The ASCII letters and digits alone: what no escaping and no wrong encoding changes. */
const plain = (text: string) =>
	text
		.normalize('NFC')
		.replace(/&#?[a-z\d]{1,8};/gi, '')
		.replace(/[^a-z\d]/gi, '')
		.toLowerCase();

/**
 * Whether a text in an answer may be one of the request. It is not documented that it comes back as it was sent, so
 * only letters and digits count, and it may be cut short. A text that is missing contradicts nothing.
 */
export function isSameText(answered: unknown, sent: string): boolean {
	const [told, asked] = [textOf(answered), sent].map(plain);
	const isBeginning = told.length >= SHORTEST_BEGINNING && asked.startsWith(told);
	return told === '' || told === asked || isBeginning;
}
