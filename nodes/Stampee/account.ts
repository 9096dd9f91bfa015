import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { token } from '../shared/parameters/token';
import type { AccountSource } from '../shared/policy';
import { hostOf } from './api';

/** The credential type that all of Stampee's requests use. */
export const STAMPEE_CREDENTIAL = 'stampeeApi';

/** The API token of a credential, without copy-and-paste residue. */
export const apiTokenOf = ({ apiToken }: ICredentialDataDecryptedObject) =>
	token(apiToken, 'API Token');

/** Stampee has no request that identifies the account of a token. */
export const stampeeAccount: AccountSource = {
	credential: STAMPEE_CREDENTIAL,
	host: hostOf,
	secret: apiTokenOf,
};
