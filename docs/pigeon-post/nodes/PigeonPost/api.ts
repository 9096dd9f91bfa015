import type { ICredentialDataDecryptedObject, IDataObject } from 'n8n-workflow';

import { hostOf as hostIn } from '../shared/credential';
import { isObject, objectsIn, textOf } from '../shared/json';
import type { Pagination } from '../shared/policy';

/** Host of the API (its API page). Pigeon Post documents no sandbox. */
export const PRODUCTION = 'https://api.pigeon-post.example';

/** The one host that a credential is for. */
export const hostOf = (credential: ICredentialDataDecryptedObject) =>
	hostIn(credential, { production: PRODUCTION });

/** Where letters are sent to and listed. */
export const LETTERS = '/letters';

/** Letters on a page: the most that Pigeon Post gives (its API page, Lists). */
export const PAGE_SIZE = 100;

/** Where a page has its rows. */
export const listOf = (body: unknown): unknown => (isObject(body) ? body.letters : undefined);

/** The letters of a page: the newest first. */
export const lettersIn = (body: unknown): IDataObject[] => objectsIn(listOf(body));

/** The cursor of the page after this one; empty on the last page. */
export const cursorOf = (body: unknown): string => (isObject(body) ? textOf(body.next) : '');

/** Pages by a cursor, which the body holds beside the rows. */
export const pagination: Pagination = {
	cursor: {
		of: ({ body }) => cursorOf(body),
		request: (request, cursor) => ({ ...request, qs: { ...request.qs, cursor } }),
	},
	key: ({ json }) => textOf(json.id),
};
