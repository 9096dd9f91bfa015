import type { ICredentialDataDecryptedObject, IDataObject } from 'n8n-workflow';

import { hostOf as hostIn } from '../shared/credential';
import type { Build } from '../shared/dispatch/routing';
import { isObject, objectsIn } from '../shared/json';
import { limitOf } from '../shared/parameters/limit';

/** Host of the production API and of the user panel (API page). LegallyMail documents no sandbox. */
export const PRODUCTION = 'https://legallymail.com';

/** The one host that a credential is for. */
export const hostOf = (credential: ICredentialDataDecryptedObject) =>
	hostIn(credential, { production: PRODUCTION });

/**
 * The content of LegallyMail's answer. Depending on the endpoint, it is wrapped in `data` or `email`, or is next to
 * `success`. Fields next to the wrapper, such as `message`, are included.
 */
export function contentOf(body: unknown): IDataObject {
	if (!isObject(body)) return {};
	const wrapper = ['data', 'email'].find((name) => isObject(body[name])) ?? '';
	const beside = Object.entries(body).filter(([name]) => name !== 'success' && name !== wrapper);
	return { ...Object.fromEntries(beside), ...(body[wrapper] as IDataObject | undefined) };
}

/** The list in an answer: under `emails` or `data`, depending on the endpoint. */
export function listOf(body: unknown): unknown {
	if (!isObject(body)) return body;
	return Array.isArray(body.emails) ? body.emails : body.data;
}

export const entriesOf = (body: unknown): IDataObject[] => objectsIn(listOf(body));

/** The longest list: "between 1 and 25" (API page). Older entries can only be requested by their IDs. */
export const MAX_LISTED = 25;

/** Requests as many of the latest entries as the user wants. */
export const buildLatestRequest: Build = async function (request) {
	return { ...request, qs: { ...request.qs, limit: limitOf(this) } };
};
