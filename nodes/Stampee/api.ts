import type { ICredentialDataDecryptedObject, IDataObject } from 'n8n-workflow';

import { hostOf as hostIn } from '../shared/credential';
import { idOf, isObject, objectsIn } from '../shared/json';
import type { Asked } from '../shared/policy';
import { lastSegment } from '../shared/url';

/** Host of the production API (docs.stampee.fr, Quick Start). Stampee documents no sandbox. */
export const PRODUCTION = 'https://api.stampee.fr';

/** The host that a credential belongs to. */
export const hostOf = (credential: ICredentialDataDecryptedObject) =>
	hostIn(credential, { production: PRODUCTION });

/** A customer on whose behalf letters can be sent, in Stampee's format. */
export interface Customer extends IDataObject {
	id: string;
	name: string;
	email: string;
	isPaying: boolean;
	willSendLre: boolean;
	/** PENDING, ACCEPTED, REFUSED, REVOKED, CANCELLED, or one that is not documented yet. */
	state: string;
	createdAt: string;
}

/** The answer of `GET /customers` is not documented: it may be a wrapped list, as on creation, or a bare one. */
export const listOf = (body: unknown): unknown => (isObject(body) ? body.customers : body);

export const customersIn = (body: unknown) => objectsIn(listOf(body)) as Customer[];

/** The messages in the answer to a letter. Without any, the answer itself may be about its only message. */
export function messagesIn(body: unknown): unknown[] {
	const listed = isObject(body) ? (body.messages ?? []) : body;
	return Array.isArray(listed) && listed.length > 0 ? listed : [body];
}

/** Whether an ID in an answer is the one that was asked for. A number has no zeros in front. */
export const isSameId = (answered: unknown, asked: string) =>
	idOf(answered) === asked || (typeof answered === 'number' && answered === Number(asked));

/** Whether an answer is the message in the path of its request. */
export const isAboutMessage = (answer: unknown, { url = '' }: Asked) =>
	isObject(answer) && isSameId(answer.id, lastSegment(url));
