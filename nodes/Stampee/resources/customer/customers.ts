import type { IDataObject } from 'n8n-workflow';

import { isObject, objectsIn } from '../../../shared/json';

/** A customer on whose behalf letters can be sent, as Stampee gives it. */
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

/** Stampee does not show the answer of `GET /customers`: a wrapped list, as on creation, or a bare one. */
export function customersIn(body: unknown): Customer[] {
	return objectsIn(isObject(body) ? body.customers : body) as Customer[];
}
