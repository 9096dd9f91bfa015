import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { hostOf as hostIn } from '../shared/credential';

/** Host of the production API (the API page). PostageApp documents no sandbox. */
export const PRODUCTION = 'https://api.postageapp.com';

/** The one host that a credential is for. */
export const hostOf = (credential: ICredentialDataDecryptedObject) =>
	hostIn(credential, { production: PRODUCTION });
