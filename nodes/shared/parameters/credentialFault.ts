/** A field of a credential has an unusable value. Neither message nor description contains a secret. */
export class CredentialFault extends Error {
	override readonly name = 'CredentialFault';

	/**
	 * @param message what is wrong; no final period
	 * @param description how to fix it
	 */
	constructor(
		message: string,
		readonly description = 'Change it in the credential of this node, then try again.',
	) {
		super(message);
	}
}

/**
 * @param field the label of the field
 * @param what is wrong, such as "is empty"
 */
export const faultIn = (field: string, what: string, description?: string) =>
	new CredentialFault(`The field '${field}' of the credential ${what}`, description);
