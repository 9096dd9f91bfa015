import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { hostOf } from '../shared/credential';

/** Base URL of the production API (developer.stemp.app, API overview). stemp documents no sandbox. */
export const PRODUCTION = 'https://api.stemp.app/api';

/** Where a credential's requests go. */
export const baseUrlOf = (credential: ICredentialDataDecryptedObject) =>
	hostOf(credential, { production: PRODUCTION });
