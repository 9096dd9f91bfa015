import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { hostOf as hostIn } from '../shared/credential';

/** Host of the production API (docs.stampee.fr, Quick Start). Stampee documents no sandbox. */
export const PRODUCTION = 'https://api.stampee.fr';

/** The host that a credential belongs to. */
export const hostOf = (credential: ICredentialDataDecryptedObject) =>
	hostIn(credential, { production: PRODUCTION });
