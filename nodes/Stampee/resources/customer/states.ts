import type { INodePropertyOptions } from 'n8n-workflow';

/** States of a delegation (docs.stampee.fr, Quick Start, Check Customer Status). */
export const CUSTOMER_STATES: INodePropertyOptions[] = [
	{ name: 'Accepted', value: 'ACCEPTED', description: 'Ready to send messages' },
	{ name: 'Cancelled', value: 'CANCELLED', description: 'You cancelled the delegation' },
	{ name: 'Pending', value: 'PENDING', description: 'Awaiting acceptance' },
	{ name: 'Refused', value: 'REFUSED', description: 'The customer refused the delegation' },
	{ name: 'Revoked', value: 'REVOKED', description: 'The customer revoked the delegation' },
];
