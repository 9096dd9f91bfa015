import { jsonParse, type ICredentialDataDecryptedObject } from 'n8n-workflow';

import { isObject, textOf } from '../shared/json';
import type { AccountSource } from '../shared/policy';
import { baseUrlOf } from './api';
import { enteredToken, latestAccessToken } from './tokens';

/** The credential type that all of stemp's requests use. */
export const STEMP_CREDENTIAL = 'stempApi';

/** The organization of an access token: a claim of the JWT (developer.stemp.app, Authentication). */
function organizationOf(credential: ICredentialDataDecryptedObject): string {
	const [, claims = ''] = latestAccessToken(credential).split('.');
	const read = jsonParse<unknown>(Buffer.from(claims, 'base64url').toString(), {
		fallbackValue: null,
	});
	return isObject(read) ? textOf(read.organizationId) : '';
}

/** A credential that has never logged in has only a refresh token, which identifies nothing. */
export const stempAccount: AccountSource = {
	credential: STEMP_CREDENTIAL,
	host: baseUrlOf,
	name: organizationOf,
	identification: {
		request: { method: 'GET', url: '/v1/platform/emails', qs: { page: 0, size: 1 } },
	},
	secret: enteredToken,
};
