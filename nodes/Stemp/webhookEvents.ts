import type { IDataObject, INodePropertyOptions } from 'n8n-workflow';

import { messageDelivery } from '../shared/delivery';
import { eventIdOf } from '../shared/eventId';
import { isObject, isTooDeep, textOf } from '../shared/json';
import { eventDelivery, idOf, logDelivery } from './delivery';
import { EMAIL_EVENTS_OF } from './pollSources';

/** An event that stemp sends to a webhook (developer.stemp.app, Webhook events). */
export interface WebhookEvent {
	/** `evt_...` */
	id: string;
	/** Such as user.created; its first word is its category. */
	type: string;
	/** ISO 8601. */
	timestamp: string;
	data: IDataObject;
	/** The whole event. */
	body: IDataObject;
}

/**
 * The events on stemp's pages, and their categories. Their list is incomplete, and no page names an event about
 * emails, so `email.*` is not offered: users who get such events enter it under Other Events.
 */
export const KNOWN_EVENTS: INodePropertyOptions[] = [
	{ name: 'All Pass Events', value: 'pass.*' },
	{ name: 'All Stamp Events', value: 'stamp.*' },
	{ name: 'All User Events', value: 'user.*' },
	{ name: 'Pass Created', value: 'pass.created' },
	{ name: 'Pass Updated', value: 'pass.updated' },
	{ name: 'Stamp Created', value: 'stamp.created' },
	{ name: 'User Created', value: 'user.created' },
	{ name: 'User Deleted', value: 'user.deleted' },
	{ name: 'User Updated', value: 'user.updated' },
];

/** Events that change no status -> their types in an email's timeline. */
const TIMELINE: Record<string, string> = { 'email.clicked': 'CLICK', 'email.opened': 'OPEN' };

/**
 * The subject of an event, in the shape in which the other nodes output it; undefined if the event's data lacks a
 * field that this needs.
 */
const READINGS: Record<string, (event: WebhookEvent) => IDataObject | undefined> = {
	/** Their data is not documented: it is assumed to be a row of the logs, which is all that stemp shows of emails. */
	email({ type, timestamp, data }) {
		const [id, status] = [textOf(data.id), textOf(data.status)];
		if (id === '' || status === '') return undefined;
		const eventType = TIMELINE[type];
		const delivery = messageDelivery(
			idOf(data),
			eventType ? eventDelivery({ eventType, occurredAt: timestamp }) : logDelivery(data),
		);
		return { eventId: eventIdOf(EMAIL_EVENTS_OF, id, eventType ?? status), ...data, delivery };
	},
	/** A user as in User: Get; only `id` and `object` of a deleted one. */
	user: ({ id, data }) => ({ eventId: `stemp:event:${id}`, ...data }),
};

/** @returns undefined if the body is not an event */
export function eventIn(body: unknown): WebhookEvent | undefined {
	if (!isObject(body) || typeof body.type !== 'string' || isTooDeep(body)) return undefined;
	const id = textOf(body.id);
	if (id === '') return undefined;
	const data = isObject(body.data) ? body.data : {};
	return { id, type: body.type, timestamp: textOf(body.timestamp), data, body };
}

/** The output for an event: its subject, and the original event in `webhook`. */
export function toJson(event: WebhookEvent): IDataObject {
	const [category] = event.type.split('.');
	const read = Object.hasOwn(READINGS, category) ? READINGS[category] : undefined;
	return { ...(read?.(event) ?? { eventId: `stemp:event:${event.id}` }), webhook: event.body };
}

/**
 * The maximum age of an event, in milliseconds: stemp makes its last attempt 26 hours and 36 minutes after the
 * first. The signature does not cover the time of an attempt, so this limit is what stops replays of a recorded one.
 */
const MAX_AGE = 3 * 24 * 60 * 60_000;

/** How far the clocks of stemp and of this n8n may be apart, in milliseconds. */
const CLOCK_DIFFERENCE = 5 * 60_000;

/** The age of an event in milliseconds; NaN if it has no time. */
export const eventAge = ({ timestamp }: WebhookEvent, now = Date.now()): number =>
	now - Date.parse(timestamp);

/** Whether an event of this age is older than any attempt of stemp, or from the future. NaN is neither. */
export const isStale = (age: number): boolean => age > MAX_AGE || age < -CLOCK_DIFFERENCE;
