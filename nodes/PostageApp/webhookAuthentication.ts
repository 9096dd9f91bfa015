import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { chosen } from '../shared/credential';
import { faultIn } from '../shared/parameters/credentialFault';
import { inHeader, password, token, userName } from '../shared/parameters/token';
import { isSame } from '../shared/webhook/constantTime';
import type { Headers } from '../shared/webhook/http';
import { assertStrong } from '../shared/webhook/strength';

/** A header and its required value. */
interface Expected {
	header: string;
	secret: string;
}

/**
 * The authentication that a credential of the webhook trigger requires.
 * @throws CredentialFault if it has no secret, or one that no request can carry or anyone can guess
 */
export function expectedIn(credential: ICredentialDataDecryptedObject): Expected {
	if (chosen(credential.scheme, 'Scheme', ['basic', 'header']) === 'header') {
		const field = 'Secret Value';
		const secret = strong(inHeader(password(credential.secretValue, field), field), field);
		return { header: headerName(credential), secret };
	}
	const user = userName(credential.username, 'User Name');
	const login = `${user}:${strong(password(credential.password, 'Password'), 'Password')}`;
	return { header: 'authorization', secret: `Basic ${Buffer.from(login).toString('base64')}` };
}

/** A person chooses it: NIST SP 800-63B, 3.1.1 requires at least eight characters. */
function strong(secret: string, field: string): string {
	assertStrong(secret, field, 8, 'Choose a longer one, and give the same to PostageApp.');
	return secret;
}

/** In lower case, like Node.js' names of headers (RFC 9110, 5.1). */
function headerName(credential: ICredentialDataDecryptedObject): string {
	const field = 'Header Name';
	const name = token(credential.headerName, field).replace(/:$/, '').toLowerCase();
	if (/^[\w!#$%&'*+.^`|~-]+$/.test(name)) return name;
	throw faultIn(field, 'is not the name of a header', 'Enter a name such as X-Webhook-Key.');
}

/** Whether a request contains the secret. */
export function isAuthenticated(headers: Headers, { header, secret }: Expected): boolean {
	const given = headers[header];
	return typeof given === 'string' && isSame(given, secret);
}
