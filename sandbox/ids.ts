import { createHash, randomBytes, randomInt } from 'node:crypto';

/** An ID with a prefix for its type, such as `usr_`, and hex digits, two for each byte. */
export const typedId = (prefix: string, bytes: number): string =>
	`${prefix}_${randomBytes(bytes).toString('hex')}`;

/** Whether a text has the form of such an ID. */
export const isTypedId = (text: string, prefix: string): boolean =>
	new RegExp(`^${prefix}_[0-9a-z]+$`).test(text);

/** Numbers that count up from a random one within the range, so that two sandboxes share none. */
export function runningNumber(lowest: number, highest: number): () => number {
	let next = randomInt(lowest, highest);
	return () => next++;
}

/** A UUID that is always the same for a text, so that computed objects keep their IDs. */
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
