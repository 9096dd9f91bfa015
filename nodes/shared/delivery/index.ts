import type { IDataObject } from 'n8n-workflow';

import { idOf, isObject } from '../json';

/** The delivery state of a message, the same for all providers. */
export const DELIVERY_STATES = [
	'queued',
	'sent',
	'delivered',
	'opened',
	'accepted',
	'refused',
	'rejected',
	'expired',
	'delayed',
	'failed',
	'complained',
	'unknown',
] as const;

/** Those events of electronic registered delivery that we use, by their names in ETSI EN 319 522-1 V1.2.1, clause 6. */
export const ERDS_EVENTS = [
	'SubmissionAcceptance',
	'SubmissionRejection',
	'RelayAcceptance',
	'RelayFailure',
	'RelayToNonERDS',
	'RelayToNonERDSFailure',
	'NotificationForAcceptanceFailure',
	'ConsignmentAcceptance',
	'ConsignmentRejection',
	'AcceptanceRejectionExpiry',
	'ContentConsignment',
	'ContentConsignmentFailure',
	'ContentAccessTracking',
	'ReceivedFromNonERDS',
] as const;

export type DeliveryState = (typeof DELIVERY_STATES)[number];
export type ErdsEvent = (typeof ERDS_EVENTS)[number];

/** What a provider's status means. */
export interface Delivery {
	state: DeliveryState;
	/** No further change is expected. */
	final: boolean;
	/** The event of registered delivery that the provider's status corresponds to, if it does. */
	event: ErdsEvent | null;
	/** When the status was reached, as ISO 8601, if the provider reports it. */
	at: string | null;
}

/** Added beside the provider's own fields to every output that has a status. */
export interface MessageDelivery extends Delivery {
	/** The provider's ID of the message, by which its other operations find it; null if there is none. */
	id: string | null;
}

/** The delivery of a message. @param id the provider's ID of it; it takes the place of another one */
export const messageDelivery = (
	id: unknown,
	delivery: Delivery,
): MessageDelivery & IDataObject => ({
	...{ id: null },
	...delivery,
	...{ id: idOf(id) || null },
});

/** A provider's statuses -> the common vocabulary. */
export type DeliveryTable = Record<string, Omit<Delivery, 'at'>>;

/**
 * Translates a provider's status. A value that is not in the table gives `unknown`, never an error: providers add
 * statuses without notice, and a workflow must not break because of one.
 */
export function deliveryOf(
	table: DeliveryTable,
	status: unknown,
	at: unknown = null,
): Delivery & IDataObject {
	const known =
		typeof status === 'string' && Object.hasOwn(table, status) ? table[status] : undefined;
	return {
		...(known ?? { state: 'unknown', final: false, event: null }),
		at: isoTime(at),
	};
}

/** A provider's time as ISO 8601 in UTC; null if it is not a time. */
export function isoTime(value: unknown): string | null {
	if (typeof value !== 'string' && typeof value !== 'number') return null;
	const time = new Date(value);
	return Number.isNaN(time.getTime()) ? null : time.toISOString();
}

/** The delivery in an output; undefined for one without a status. */
export const deliveryIn = ({ json: { delivery } }: { json: IDataObject }): Delivery | undefined =>
	isDelivery(delivery) ? delivery : undefined;

const isDelivery = (value: unknown): value is Delivery =>
	isObject(value) && (DELIVERY_STATES as readonly unknown[]).includes(value.state);
