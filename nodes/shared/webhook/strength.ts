import { faultIn } from '../parameters/credentialFault';

/** A secret has at least so many different characters. A row of asterisks is what a page shows in its place. */
const LEAST_DIFFERENT = 5;

/**
 * @param field the label of the field
 * @param least how many characters a secret has there at least
 * @param remedy what to do
 * @throws CredentialFault for a secret that could be guessed. It tells nothing of it but how long it is.
 */
export function assertStrong(secret: string, field: string, least: number, remedy: string): void {
	if (secret.length < least) {
		const what = `has ${secret.length} characters where a secret has at least ${least}`;
		throw faultIn(field, what, remedy);
	}
	if (new Set(secret).size >= LEAST_DIFFERENT) return;
	throw faultIn(field, 'has the same few characters again and again, which is no secret', remedy);
}
