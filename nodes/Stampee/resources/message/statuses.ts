import type { INodePropertyOptions } from 'n8n-workflow';

/** Statuses of a message, each with evidence of the same type (docs.stampee.fr, Quick Start, Get Evidence Documents). */
export const MESSAGE_STATUSES: INodePropertyOptions[] = [
	{ name: 'Accepted', value: 'ACCEPTED', description: 'The recipient accepted it (LRE only)' },
	{ name: 'Expired', value: 'EXPIRED', description: 'The message expired' },
	{ name: 'Received', value: 'RECEIVED', description: 'The recipient opened it (LS only)' },
	{ name: 'Refused', value: 'REFUSED', description: 'The recipient refused it (LRE only)' },
	{ name: 'Sent', value: 'SENT', description: 'The message was sent' },
	{ name: 'Undelivered', value: 'UNDELIVERED', description: 'The email could not be delivered' },
];
