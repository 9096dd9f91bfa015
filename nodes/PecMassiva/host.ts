import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { hostOf as hostIn } from '../shared/credential';

/** The vendor's hosts (page of PEC Massiva). */
export const HOSTS = {
	production: 'https://ws.pecmassiva.com',
	sandbox: 'https://test.ws.pecmassiva.com',
};

/** The one host that a credential's mailbox is at. */
export const hostOf = (credential: ICredentialDataDecryptedObject) => hostIn(credential, HOSTS);
