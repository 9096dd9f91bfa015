import { faultIn } from '../parameters/credentialFault';

/**
 * The minimum number of different characters in a secret. A row of asterisks is what a page displays instead of one.
 */
const MIN_DISTINCT_CHARACTERS = 5;

/**
 * @param field the label of the field
 * @param least the minimum number of characters of such a secret
 * @param remedy what to do
 * @throws CredentialFault for a secret that could be guessed. It reveals only its length.
 */
export function assertStrong(secret: string, field: string, least: number, remedy: string): void {
	if (secret.length < least) {
		const what = `has ${secret.length} characters where a secret has at least ${least}`;
		throw faultIn(field, what, remedy);
	}
	if (new Set(secret).size >= MIN_DISTINCT_CHARACTERS) return;
	throw faultIn(field, 'has the same few characters again and again, which is no secret', remedy);
}
