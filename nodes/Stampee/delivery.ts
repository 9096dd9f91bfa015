import type { IDataObject } from 'n8n-workflow';

import { deliveryOf, type Delivery, type DeliveryTable } from '../shared/delivery';
import { textOf } from '../shared/json';

/**
 * Stampee's message statuses, which are its evidence types (docs.stampee.fr, Quick Start, Get Evidence
 * Documents). RECEIVED means that the recipient opened the letter.
 */
const statuses: DeliveryTable = {
	SENT: { state: 'sent', final: false, event: 'SubmissionAcceptance' },
	RECEIVED: { state: 'opened', final: true, event: 'ContentAccessTracking' },
	ACCEPTED: { state: 'accepted', final: true, event: 'ConsignmentAcceptance' },
	REFUSED: { state: 'refused', final: true, event: 'ConsignmentRejection' },
	EXPIRED: { state: 'expired', final: true, event: 'AcceptanceRejectionExpiry' },
	UNDELIVERED: { state: 'failed', final: true, event: null },
};

/** Events that depend on the type of the letter, by status. */
const eventsByType: Record<string, Record<string, Delivery['event']>> = {
	// A simple letter does not have to be accepted.
	EXPIRED: { LS: null },
	// What could not be delivered is the notice of a registered letter, or the simple letter itself.
	UNDELIVERED: { LRE: 'NotificationForAcceptanceFailure', LS: 'ContentConsignmentFailure' },
};

/** The kinds of proof that Stampee documents, in the order in which a message can get them. */
export const EVIDENCE_TYPES = Object.keys(statuses);

/** @param type LS or LRE, if the answer or the request contains it */
export function stampeeDelivery(status: unknown, type?: unknown): Delivery & IDataObject {
	const delivery = deliveryOf(statuses, status);
	const [word, kind] = [String(status), String(type)];
	const events = Object.hasOwn(eventsByType, word) ? eventsByType[word] : {};
	if (Object.hasOwn(events, kind)) delivery.event = events[kind];
	return delivery;
}

/** A message that Stampee has accepted (201 Created) and that has no status yet. */
export const queued = (createdAt: unknown) =>
	deliveryOf({ created: { state: 'queued', final: false, event: null } }, 'created', createdAt);

/** A message in the answer to its sending. Stampee documents no status there; one that is given counts. */
export const sentDelivery = ({ status }: IDataObject, { type, createdAt }: IDataObject) =>
	textOf(status) === '' ? queued(createdAt) : stampeeDelivery(status, type);
