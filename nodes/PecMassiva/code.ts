import { idOf } from '../shared/json';

/** One word with a digit. The documented ones consist of digits; a reason has other characters, and words. */
const CODE = /^[^\s:]*\d[^\s:]*$/;

/** The code of a send, from the place where the API also gives the reason of a failure; empty for what is no code. */
export function codeOf(messageId: unknown): string {
	const id = idOf(messageId);
	return CODE.test(id) ? id : '';
}
