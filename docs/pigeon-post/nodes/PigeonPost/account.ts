import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { isObject, textOf } from '../shared/json';
import { token } from '../shared/parameters/token';
import type { AccountSource } from '../shared/policy';
import { hostOf } from './api';

/** The credential type that all of Pigeon Post's requests use. */
export const PIGEON_POST_CREDENTIAL = 'pigeonPostApi';

/** The API key of a credential, without what was pasted along. */
export const keyOf = ({ apiKey }: ICredentialDataDecryptedObject) => token(apiKey, 'API Key');

/** `GET /loft` names the loft that a key belongs to (its API page, Lofts). */
export const pigeonPostAccount: AccountSource = {
	credential: PIGEON_POST_CREDENTIAL,
	host: hostOf,
	identification: {
		request: { method: 'GET', url: '/loft' },
		nameIn: (body) => (isObject(body) ? textOf(body.name) : ''),
	},
	secret: keyOf,
};
