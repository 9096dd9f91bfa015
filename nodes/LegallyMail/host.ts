import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { hostOf as hostIn } from '../shared/credential';

/** Host of the production API and of the user panel (API page). LegallyMail documents no sandbox. */
export const PRODUCTION = 'https://legallymail.com';

/** The one host that a credential is for. */
export const hostOf = (credential: ICredentialDataDecryptedObject) =>
	hostIn(credential, { production: PRODUCTION });
