import { idOf } from '../shared/json';

/**
 * The code of a send, from the place where the API also gives the reason of a failure; empty for what is no code. The
 * documented ones consist of digits. A reason has words, and a colon.
 */
export function codeOf(messageId: unknown): string {
	const id = idOf(messageId);
	return /\d/.test(id) && !/[\s:]/.test(id) ? id : '';
}
