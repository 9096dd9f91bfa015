import { jsonParse, type IDataObject, type INodePropertyOptions } from 'n8n-workflow';

import { isoTime, messageDelivery } from '../shared/delivery';
import { sha256 } from '../shared/digest';
import { eventIdOf } from '../shared/eventId';
import { isObject, isTooDeep, parsedJson, textOf } from '../shared/json';
import { complaint, transmissionDelivery } from './delivery';
import { idOf, reaction, statusChange, TRANSMISSION_EVENTS_OF } from './pollSources';

/** An event that PostageApp sends to a webhook (dev.postageapp.com, Webhooks), in any of its three formats. */
export interface WebhookEvent {
	/** delivered, failed, bounced, opened, clicked, unsubscribed, spammed, or one that is not known. */
	name: string;
	recipient: string;
	/** The uid of the message; empty in the formats JSON 1.0 and URL-encoded, which do not contain it. */
	uid: string;
	/** The mail's own Message-ID, if its headers contain it; otherwise empty. */
	mailId: string;
	/** ISO 8601, or null. */
	at: string | null;
	/** The body, without its signature, which can't be verified. */
	body: IDataObject;
	/** The same body has the same digest. */
	digest: string;
}

/** The seven events that PostageApp documents. */
export const KNOWN_EVENTS: INodePropertyOptions[] = [
	{ name: 'Bounced', value: 'bounced', description: 'The mail came back' },
	{
		name: 'Clicked',
		value: 'clicked',
		description: 'A recipient clicked a link. The project needs click tracking.',
	},
	{ name: 'Delivered', value: 'delivered' },
	{ name: 'Failed', value: 'failed', description: 'The mail can not be delivered' },
	{
		name: 'Opened',
		value: 'opened',
		description: 'A recipient opened the mail. The project needs open tracking.',
	},
	{ name: 'Spammed', value: 'spammed', description: 'A recipient marked the mail as spam' },
	{ name: 'Unsubscribed', value: 'unsubscribed' },
];

/** Events that are a status of the transmission. */
const STATUSES: Record<string, string> = { delivered: 'completed', failed: 'failed' };

/** The fields of PostageApp's signature, whose method is not documented. */
const UNVERIFIABLE = ['token', 'signature'];

/** JSON of both versions begins with a brace, unlike a URL-encoded body. */
function bodyIn(text: string): unknown {
	return text.trimStart().startsWith('{')
		? jsonParse<unknown>(text, { fallbackValue: null })
		: Object.fromEntries(new URLSearchParams(text));
}

/**
 * The Message-ID among the headers, which are a list of pairs in JSON 1.1, and such a list as text in the other
 * formats.
 */
function mailIdIn(headers: unknown): string {
	const pairs = parsedJson(headers);
	const isMailId = (pair: unknown) =>
		Array.isArray(pair) && textOf(pair[0]).toLowerCase() === 'message-id';
	const found: unknown = Array.isArray(pairs) ? pairs.find(isMailId) : undefined;
	return Array.isArray(found) ? textOf(found[1]).replace(/^<|>$/g, '') : '';
}

/** @returns undefined if the body is not an event about a recipient */
export function eventIn(raw: Buffer): WebhookEvent | undefined {
	const parsed = bodyIn(raw.toString());
	if (!isObject(parsed) || isTooDeep(parsed)) return undefined;
	const body = Object.fromEntries(
		Object.entries(parsed).filter(([field]) => !UNVERIFIABLE.includes(field)),
	);
	const [name, recipient] = [textOf(body.event), textOf(body.recipient)];
	if (name === '' || recipient === '') return undefined;
	return {
		name,
		recipient,
		uid: textOf(body.message_uid),
		mailId: mailIdIn(body.message_headers),
		at: isoTime(Number(body.timestamp) * 1000),
		body,
		digest: sha256(raw),
	};
}

/** The id of an event: the same as in the polling trigger, if the message is known. */
export function eventIdIn({ name, recipient, digest }: WebhookEvent, uid: string): string {
	const state = Object.hasOwn(STATUSES, name) ? STATUSES[name] : name;
	if (uid === '') return `postageApp:event:${digest}`;
	return eventIdOf(TRANSMISSION_EVENTS_OF, idOf(uid, recipient), state);
}

/** The transmission that an event is about, from the data of the event alone. */
export function transmissionOf({ name, recipient, uid, at, body }: WebhookEvent): IDataObject {
	const atIf = (event: string) => (name === event ? at : null);
	const transmission = {
		uid,
		message_id: textOf(body.message_id) || null,
		recipient,
		status: Object.hasOwn(STATUSES, name) ? STATUSES[name] : null,
		failed_at: atIf('failed'),
		opened_at: atIf('opened'),
		clicked_at: atIf('clicked'),
		result_code: textOf(body.smtp_code) || null,
		result_message: textOf(body.smtp_message) || null,
	};
	return {
		...transmission,
		delivery: messageDelivery(uid, transmissionDelivery(transmission)),
	};
}

/** The output for an event: the transmission in the shape of the polling trigger, and the event as it came. */
export function toJson(event: WebhookEvent, transmission: IDataObject) {
	const { name, at, body } = event;
	const shaped = Object.hasOwn(STATUSES, name) ? statusChange(transmission) : transmission;
	return {
		eventId: eventIdIn(event, textOf(transmission.uid)),
		...reaction(name, shaped),
		...(name === 'spammed' && { delivery: messageDelivery(transmission.uid, complaint(at)) }),
		webhook: body,
	};
}
