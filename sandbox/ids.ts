import { createHash, randomBytes, randomInt } from 'node:crypto';

/** An ID with a prefix for its type, such as `usr_`, followed by two hex digits per byte. */
export const typedId = (prefix: string, bytes: number): string =>
	`${prefix}_${randomBytes(bytes).toString('hex')}`;

/** Whether a text has the format of such an ID. */
export const isTypedId = (text: string, prefix: string): boolean =>
	new RegExp(`^${prefix}_[0-9a-z]+$`).test(text);

/** Counts up from a random number within the range, so that two sandboxes share no numbers. */
export function runningNumber(lowest: number, highest: number): () => number {
	let next = randomInt(lowest, highest);
	return () => next++;
}

/** A UUID that is always the same for the same text, so that computed objects keep their IDs. */
export function uuidOf(text: string): string {
	const hex = createHash('sha256').update(text).digest('hex');
	return [
		hex.slice(0, 8),
		hex.slice(8, 12),
		`4${hex.slice(13, 16)}`,
		`8${hex.slice(17, 20)}`,
		hex.slice(20, 32),
	].join('-');
}
