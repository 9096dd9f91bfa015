import type { IDataObject } from 'n8n-workflow';

import { deliveryOf, type Delivery, type DeliveryTable } from '../shared/delivery';

/**
 * The statuses of a transmission (the page on get_message_transmissions). PostageApp tries for up to 24
 * hours; afterwards only the time of opening may still change. It is ordinary mail, so no event of
 * registered delivery corresponds.
 */
const statuses: DeliveryTable = {
	queued: { state: 'queued', final: false, event: null },
	retry: { state: 'delayed', final: false, event: null },
	completed: { state: 'delivered', final: true, event: null },
	failed: { state: 'failed', final: true, event: null },
};

/** Reactions of recipients to mail. */
const reactions: DeliveryTable = {
	opened: { state: 'opened', final: true, event: null },
	spammed: { state: 'complained', final: true, event: null },
};

/** A time from PostageApp, which is in UTC without a zone, with the zone added. */
export const utc = (time: unknown) =>
	typeof time === 'string' ? time.replace(/^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)$/, '$1T$2Z') : time;

/** The delivery of a message or a transmission by its status alone. */
export const statusDelivery = (status: unknown, at?: unknown): Delivery & IDataObject =>
	deliveryOf(statuses, status, utc(at));

/** The delivery of a transmission, by its status and its times. */
export function transmissionDelivery(transmission: IDataObject): Delivery & IDataObject {
	const { status, opened_at: openedAt, clicked_at: clickedAt, failed_at: failedAt } = transmission;
	const seenAt = openedAt ?? clickedAt;
	if (seenAt) return deliveryOf(reactions, 'opened', utc(seenAt));
	return statusDelivery(status, failedAt);
}

/** The delivery of a transmission that its recipient has marked as spam, which only a webhook reports. */
export const complaint = (at?: unknown) => deliveryOf(reactions, 'spammed', at);

/**
 * The status of a message, derived from its transmissions as message_delivery_status does it: queued while some are
 * being delivered, failed if some could not be delivered, otherwise completed.
 * @param counts how many transmissions have each status
 */
export function overallStatus(counts: Record<string, unknown>): string {
	const has = (status: string) => Number(counts[status] ?? 0) > 0;
	if (has('queued') || has('retry')) return 'queued';
	if (has('failed')) return 'failed';
	return has('completed') ? 'completed' : 'unknown';
}

/** The delivery of a message in the list, by the counts of its transmissions. */
export function listedDelivery(row: IDataObject): Delivery & IDataObject {
	const completed = Number(row.transmissions_completed);
	const failed = Number(row.transmissions_failed);
	const queued = Number(row.transmissions_total) - completed - failed;
	return statusDelivery(overallStatus({ queued, failed, completed }));
}
