import { createHash, randomBytes } from 'node:crypto';

/** A TypeId, as stemp names things: what it is, and 26 letters and digits. */
export const newTypeId = (prefix: 'usr' | 'mem' | 'email'): string =>
	`${prefix}_${randomBytes(13).toString('hex')}`;

export const isTypeId = (text: string, prefix: 'usr' | 'mem'): boolean =>
	new RegExp(`^${prefix}_[0-9a-z]+$`).test(text);

/** A UUID that is always the same for a text: things that are computed keep their ids. */
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
