import type { IDataObject, INodePropertyOptions } from 'n8n-workflow';

import { isObject, objectsIn } from '../../../shared/json';

/** States of a delegation (docs.stampee.fr, Quick Start, Check Customer Status). */
export const CUSTOMER_STATES: INodePropertyOptions[] = [
	{ name: 'Accepted', value: 'ACCEPTED', description: 'Ready to send messages' },
	{ name: 'Cancelled', value: 'CANCELLED', description: 'You cancelled the delegation' },
	{ name: 'Pending', value: 'PENDING', description: 'Awaiting acceptance' },
	{ name: 'Refused', value: 'REFUSED', description: 'The customer refused the delegation' },
	{ name: 'Revoked', value: 'REVOKED', description: 'The customer revoked the delegation' },
];

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
export const listOf = (body: unknown): unknown => (isObject(body) ? body.customers : body);

export const customersIn = (body: unknown) => objectsIn(listOf(body)) as Customer[];
