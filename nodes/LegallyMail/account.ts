import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { isObject, textOf } from '../shared/json';
import { token } from '../shared/parameters/token';
import type { AccountSource } from '../shared/policy';
import { hostOf } from './api';

/** The credential type that all of LegallyMail's requests use. */
export const LEGALLY_MAIL_CREDENTIAL = 'legallyMailApi';

/** The token of a credential, without copy-and-paste residue. */
export const tokenOf = (credential: ICredentialDataDecryptedObject) =>
	token(credential.token, 'Token');

/** "API + account information" names the user of a token (API page, GET /api/info). */
export const legallyMailAccount: AccountSource = {
	credential: LEGALLY_MAIL_CREDENTIAL,
	host: hostOf,
	identification: {
		request: { method: 'GET', url: '/api/info' },
		nameIn: (body) =>
			isObject(body) && isObject(body.user) ? textOf(body.user.email).toLowerCase() : '',
	},
	secret: tokenOf,
};
