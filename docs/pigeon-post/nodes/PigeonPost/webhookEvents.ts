import type { IDataObject, INodePropertyOptions } from 'n8n-workflow';

import { eventIdOf } from '../shared/eventId';
import { isObject, isTooDeep, textOf } from '../shared/json';
import { EVENTS_OF_LETTERS, statusChange } from './pollSources';

/** What Pigeon Post pushes (its API page, Webhooks). */
export interface WebhookEvent {
	/** The `webhook-id` header: the same each time that this event is sent. */
	id: string;
	/** Such as letter.landed. */
	type: string;
	/** The letter. */
	data: IDataObject;
	/** All that came. */
	body: IDataObject;
}

/** The events that Pigeon Post's page names, in the order of their labels. */
export const KNOWN_EVENTS: INodePropertyOptions[] = [
	{ name: 'All Letter Events', value: 'letter.*' },
	{ name: 'Letter Landed', value: 'letter.landed' },
	{ name: 'Letter Lost', value: 'letter.lost' },
];

/** @returns undefined if the body is no event */
export function eventIn(body: unknown, id: string): WebhookEvent | undefined {
	if (!isObject(body) || typeof body.type !== 'string' || isTooDeep(body)) return undefined;
	return { id, type: body.type, data: isObject(body.data) ? body.data : {}, body };
}

/**
 * The output for an event: as the polling trigger gives it, with the same `eventId`, as far as the event tells,
 * and as it came in `webhook`, with its id.
 */
export function toJson(event: WebhookEvent): IDataObject {
	const [id, status] = [textOf(event.data.id), textOf(event.data.status)];
	const isLetter = event.type.startsWith('letter.') && id !== '' && status !== '';
	const shaped = isLetter
		? { eventId: eventIdOf(EVENTS_OF_LETTERS, id, status), ...statusChange(event.data, 'RELEASED') }
		: { eventId: `pigeonPost:event:${event.id}` };
	return { ...shaped, webhook: { id: event.id, ...event.body } };
}
