/** LS is a simple letter, LRE a registered one. */
export type MessageType = 'LS' | 'LRE';

/** The evidence types of Stampee's quick start, which also serve as the statuses of a message. */
export const evidenceTypes = [
	'SENT',
	'RECEIVED',
	'ACCEPTED',
	'REFUSED',
	'EXPIRED',
	'UNDELIVERED',
] as const;

export type EvidenceType = (typeof evidenceTypes)[number];

/** The states of a customer in Stampee's quick start. */
export const customerStates = ['PENDING', 'ACCEPTED', 'REFUSED', 'REVOKED', 'CANCELLED'] as const;

export type CustomerState = (typeof customerStates)[number];
