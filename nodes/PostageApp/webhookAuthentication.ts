import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { textOf } from '../shared/json';
import { isSame } from '../shared/webhook/constantTime';
import type { Headers } from '../shared/webhook/http';

/** A header, and what it has to be. */
interface Expected {
	header: string;
	secret: string;
}

/**
 * What a credential of the webhook trigger asks of requests.
 * @returns undefined if it holds no secret
 */
export function expectedIn(credential: ICredentialDataDecryptedObject): Expected | undefined {
	const { scheme, username, password, headerName, secretValue } = credential;
	if (scheme === 'header') {
		const [header, secret] = [textOf(headerName).toLowerCase(), textOf(secretValue)];
		return header && secret ? { header, secret } : undefined;
	}
	if (typeof password !== 'string' || password === '') return undefined;
	const login = Buffer.from(`${textOf(username)}:${password}`).toString('base64');
	return { header: 'authorization', secret: `Basic ${login}` };
}

/** Whether a request shows the secret. */
export function isAuthenticated(headers: Headers, { header, secret }: Expected): boolean {
	const given = headers[header];
	return typeof given === 'string' && isSame(given, secret);
}
