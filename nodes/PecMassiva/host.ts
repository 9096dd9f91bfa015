import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { inEnvironment } from '../shared/credential';
import { textOf } from '../shared/json';

/** The vendor's hosts (page of PEC Massiva). */
export const HOSTS = {
	production: 'https://ws.pecmassiva.com',
	sandbox: 'https://test.ws.pecmassiva.com',
};

/** The one host that a credential's mailbox is at. */
export const hostOf = (credential: ICredentialDataDecryptedObject) =>
	inEnvironment(credential, { ...HOSTS, custom: textOf(credential.baseUrl) });
