import type { IDataObject, INodePropertyOptions } from 'n8n-workflow';

import { isoTime, messageDelivery } from '../shared/delivery';
import { eventIdOf } from '../shared/eventId';
import { filled, isObject, isTooDeep, textOf } from '../shared/json';
import { EVIDENCE_TYPES, stampeeDelivery } from './delivery';
import { evidenceLink } from './evidence';
import { customerChange, EVENTS_OF, statusChange } from './pollSources';

/** An event that Stampee sends to a webhook (docs.stampee.fr, Event types and delivery). */
export interface WebhookEvent {
	/** The `webhook-id` header: the same each time this event is sent. */
	id: string;
	/** Such as customer_accepted; its first word is its category. */
	type: string;
	/** ISO 8601. */
	timestamp: string;
	data: IDataObject;
	/** The whole event. */
	body: IDataObject;
}

/**
 * The events and categories that are named on Stampee's pages. Of the twelve types, only the names of those about
 * customers are known.
 */
export const KNOWN_EVENTS: INodePropertyOptions[] = [
	{ name: 'All Consent Events', value: 'consent_*' },
	{ name: 'All Customer Events', value: 'customer_*' },
	{ name: 'All Evidence Events', value: 'evidence_*' },
	{ name: 'All Message Events', value: 'message_*' },
	{
		name: 'Customer Accepted',
		value: 'customer_accepted',
		description: 'A customer accepted the delegation',
	},
	{
		name: 'Customer Identified',
		value: 'customer_pvid_established',
		description:
			'The identity of a customer was verified remotely (PVID): they can send registered letters now',
	},
	{
		name: 'Customer Refused',
		value: 'customer_refused',
		description: 'A customer declined the delegation',
	},
];

/** The state of a customer after an event. A customer answers once: before, the state was PENDING. */
const STATES: Record<string, string> = {
	customer_accepted: 'ACCEPTED',
	customer_refused: 'REFUSED',
};

/** Converts an event to the format of the polling trigger; undefined if a required field is missing. */
type Reading = (event: WebhookEvent, word: string) => IDataObject | undefined;

/** By category. The fields of customers are documented; those of messages and evidence are a guess. */
const READINGS: Record<string, Reading> = {
	customer({ type, data }, word) {
		const id = textOf(data.customer_id);
		if (id === '') return undefined;
		const state = STATES[type];
		const customer = filled({
			id,
			name: textOf(data.customer_name),
			email: textOf(data.customer_email),
			state,
		});
		return {
			eventId: eventIdOf(EVENTS_OF.customer, id, state ?? word),
			...(state ? customerChange(customer, 'PENDING') : customer),
		};
	},
	message({ timestamp, data }, word) {
		const id = textOf(data.message_id ?? data.id);
		const status = statusIn(word, data.status);
		if (id === '' || status === '') return undefined;
		const at = isoTime(timestamp);
		const told = stampeeDelivery(status, data.message_type ?? data.type);
		const delivery = messageDelivery(id, { ...told, at });
		return {
			eventId: eventIdOf(EVENTS_OF.message, id, status),
			...statusChange({ id, status }, delivery),
		};
	},
	evidence({ data }, word) {
		const id = textOf(data.message_id ?? data.id);
		const eventType = statusIn(word, data.event_type ?? data.status);
		if (id === '' || eventType === '') return undefined;
		const url = textOf(data.url) || undefined;
		return {
			eventId: eventIdOf(EVENTS_OF.evidence, id, eventType),
			...evidenceLink({ id, eventType, url }).json,
		};
	},
};

/** The status at the end of an event's name, as in message_received, or in its data. */
function statusIn(word: string, told: unknown): string {
	const named = word.toUpperCase();
	return EVIDENCE_TYPES.includes(named) ? named : textOf(told).toUpperCase();
}

/** @returns undefined if the body is not an event */
export function eventIn(body: unknown, id: string): WebhookEvent | undefined {
	if (!isObject(body) || typeof body.type !== 'string' || isTooDeep(body)) return undefined;
	const data = isObject(body.data) ? body.data : {};
	return { id, type: body.type, timestamp: textOf(body.timestamp), data, body };
}

/**
 * The output for an event: as far as possible in the format of the polling trigger, with the original event and its
 * ID in `webhook`.
 */
export function toJson(event: WebhookEvent): IDataObject {
	const [category, ...words] = event.type.split('_');
	const read = Object.hasOwn(READINGS, category) ? READINGS[category] : undefined;
	const shaped = read?.(event, words.join('_')) ?? { eventId: `stampee:event:${event.id}` };
	return { ...shaped, webhook: { id: event.id, ...event.body } };
}
