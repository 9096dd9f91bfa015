import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { faultIn } from '../shared/parameters/credentialFault';
import { secretList } from '../shared/webhook/secretList';
import { assertStrong } from '../shared/webhook/strength';

const FIELD = 'Signing Secrets';

/** There are two while the secret changes. More than a few are the words of a text. */
const MAX_SECRETS = 4;

/**
 * The signing secrets of a credential. stemp does not document their format, so only what is too short or too simple
 * for any secret is refused: otherwise each word of a pasted sentence would be a secret that anyone can sign with.
 * @throws CredentialFault if there is none, or one of them can't be a secret
 */
export function signingSecretsIn({ signingSecrets }: ICredentialDataDecryptedObject): string[] {
	const secrets = secretList(signingSecrets);
	if (secrets.length > MAX_SECRETS) {
		throw faultIn(FIELD, `has ${secrets.length} words in it, which are no secrets`, PASTE);
	}
	for (const secret of secrets) assertStrong(secret, FIELD, 16, PASTE);
	return secrets;
}

const PASTE =
	'Enter the signing secret that stands in the Webhook tab of the app, in the Developer Portal, and nothing else.';
