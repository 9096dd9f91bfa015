import type { IDataObject } from 'n8n-workflow';

import { deliveryOf, messageDelivery, type Delivery, type DeliveryTable } from '../shared/delivery';
import { textOf } from '../shared/json';

/**
 * The statuses of stemp's logs (Email API, Email Logs), and of the answer to a send, which has the first of them in
 * lower case. It is ordinary email, so no event of registered delivery corresponds to them. A delivery may still be
 * followed by a complaint; no other status changes.
 */
const statuses: DeliveryTable = {
	SENT: { state: 'sent', final: false, event: null },
	DELIVERED: { state: 'delivered', final: true, event: null },
	BOUNCED: { state: 'failed', final: true, event: null },
	COMPLAINED: { state: 'complained', final: true, event: null },
	FAILED: { state: 'failed', final: true, event: null },
};

/** What the answer to a send might say besides: stemp documents only "sent". */
const answered: DeliveryTable = {
	...statuses,
	REJECTED: { state: 'rejected', final: true, event: null },
	ERROR: statuses.FAILED,
};

/** The events of an email's timeline (Email API, Event Types). */
const events: DeliveryTable = {
	DELIVERY: statuses.DELIVERED,
	BOUNCE: statuses.BOUNCED,
	COMPLAINT: statuses.COMPLAINED,
	OPEN: { state: 'opened', final: true, event: null },
	CLICK: { state: 'opened', final: true, event: null },
};

/** The field of a log row with the time of each status. There is none for a complaint. */
const TIMES: Record<string, string> = {
	SENT: 'createdAt',
	DELIVERED: 'deliveredAt',
	BOUNCED: 'bouncedAt',
	FAILED: 'createdAt',
};

/** The statuses that a row of the logs can have. */
export const LOG_STATUSES = Object.keys(statuses);

/** @param row of the logs, or the answer to a send */
export function logDelivery(row: IDataObject): Delivery & IDataObject {
	const status = textOf(row.status).toUpperCase();
	return deliveryOf(answered, status, row[TIMES[status] ?? '']);
}

export const eventDelivery = ({ eventType, occurredAt }: IDataObject) =>
	deliveryOf(events, eventType, occurredAt);

/**
 * The ID of an email in the logs: the one from the answer to its send, or that of its row if stemp could not send it.
 * Email: Get finds it by either.
 */
export const idOf = ({ messageId, id }: IDataObject) => messageId ?? id;

/** An email of the logs with its delivery. */
export const withLogDelivery = (row: IDataObject): IDataObject => ({
	...row,
	delivery: messageDelivery(idOf(row), logDelivery(row)),
});

/** An email that stemp refused because of its recipient. */
export const rejectedDelivery = () => deliveryOf(answered, 'REJECTED');
