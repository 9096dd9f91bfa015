import { deliveryOf, type DeliveryTable } from '../shared/delivery';

/** Pigeon Post's statuses (its API page, Letters). Ordinary pigeons are no registered delivery. */
export const LETTER_STATUSES: DeliveryTable = {
	RELEASED: { state: 'sent', final: false, event: null },
	LANDED: { state: 'delivered', final: true, event: null },
	LOST: { state: 'failed', final: true, event: null },
};

/** @param at when the status came about */
export const letterDelivery = (status: unknown, at?: unknown) =>
	deliveryOf(LETTER_STATUSES, status, at);
