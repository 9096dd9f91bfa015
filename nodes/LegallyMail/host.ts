import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { textOf } from '../shared/json';

/** Host of the production API and of the user panel (API page). LegallyMail documents no sandbox. */
export const PRODUCTION = 'https://legallymail.com';

/** The one host that a credential is for. */
export function hostOf({ environment, baseUrl }: ICredentialDataDecryptedObject): string {
	return environment === 'custom' ? textOf(baseUrl) : PRODUCTION;
}
