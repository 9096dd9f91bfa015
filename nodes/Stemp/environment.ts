import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { textOf } from '../shared/json';

/** Base URL of the production API (developer.stemp.app, API overview). stemp documents no sandbox. */
export const PRODUCTION = 'https://api.stemp.app/api';

/** Where a credential's requests go. */
export const baseUrlOf = ({ environment, baseUrl }: ICredentialDataDecryptedObject) =>
	environment === 'custom' ? textOf(baseUrl).replace(/\/+$/, '') : PRODUCTION;
