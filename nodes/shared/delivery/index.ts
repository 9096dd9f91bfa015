import type { IDataObject } from 'n8n-workflow';

/** Where a message stands, in words that are the same for all providers. */
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

/** Events of electronic registered delivery, by their names in ETSI EN 319 522-1, clause 6. */
export const ERDS_EVENTS = [
	'SubmissionAcceptance',
	'SubmissionRejection',
	'RelayAcceptance',
	'RelayRejection',
	'RelayFailure',
	'NotificationForAcceptance',
	'NotificationForAcceptanceFailure',
	'ConsignmentAcceptance',
	'ConsignmentRejection',
	'AcceptanceRejectionExpiry',
	'ContentConsignment',
	'ContentConsignmentFailure',
	'ConsignmentNotification',
	'ContentAccessTracking',
	'ContentHandover',
	'ContentHandoverFailure',
	'ReceivedFromNonERDS',
] as const;

export type DeliveryState = (typeof DELIVERY_STATES)[number];
export type ErdsEvent = (typeof ERDS_EVENTS)[number];

/** Stands beside the provider's own fields in every output that tells of a status. */
export interface Delivery {
	state: DeliveryState;
	/** No further change is expected. */
	final: boolean;
	/** The event of registered delivery that the provider's status corresponds to, if it does. */
	event: ErdsEvent | null;
	/** When the status came about, as ISO 8601, if the provider tells. */
	at: string | null;
}

/** A provider's statuses -> the common vocabulary. */
export type DeliveryTable = Record<string, Omit<Delivery, 'at'>>;

/**
 * Translates a provider's status. A word that the table doesn't have gives `unknown`, never an error:
 * providers add statuses without notice, and a workflow must not break on one.
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

/** A provider's time as ISO 8601 in UTC; null for what is no time. */
export function isoTime(value: unknown): string | null {
	if (typeof value !== 'string' && typeof value !== 'number') return null;
	const time = new Date(value);
	return Number.isNaN(time.getTime()) ? null : time.toISOString();
}
