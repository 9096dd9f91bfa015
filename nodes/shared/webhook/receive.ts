import {
	NodeOperationError,
	type INodeExecutionData,
	type INodeProperties,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';

import { textOf, withoutError } from '../json';
import { assertParameters } from '../parameters/assertParameters';
import { CredentialFault } from '../parameters/credentialFault';
import { isWanted } from './eventFilter';
import { incomingOf, type Incoming } from './http';
import { isFull, isTaken, take } from './received';
import { notAuthentic, noteRepeat, refuse, Refusal } from './refusal';

/** A request that comes from the provider, as far as the request itself shows. */
export interface Delivery {
	/** The name of its event. */
	type: string;
	/** The ids by which a repeat is recognized. */
	ids: string[];
	/**
	 * It contains no time, so it never becomes stale, and only the stored id prevents a recorded request from being
	 * accepted again.
	 */
	isTimeless?: boolean;
	/** Its event can happen again: then it is a separate event, with its own `eventId`. */
	canRecur?: boolean;
	/** The output, once the delivery is known to be genuine and wanted. */
	toItem(): Promise<Item | Refusal> | Item;
}

export interface Item {
	output: INodeExecutionData;
	/** Further ids of the delivery, if they are only known now. */
	ids?: string[];
}

/**
 * Accepts what the provider sends to the trigger's URL: each wanted event starts the workflow once. Repeats and
 * unwanted events are answered as if they were accepted, so that the provider stops sending them.
 * @param properties all that the trigger declares
 * @throws NodeOperationError for unknown values, and for unusable secrets: n8n answers with a 500, and the provider
 * sends the event again
 */
export async function receive(
	context: IWebhookFunctions,
	properties: INodeProperties[],
	read: (incoming: Incoming) => Promise<Delivery | Refusal>,
): Promise<IWebhookResponseData> {
	assertParameters(context, properties);
	const incoming = incomingOf(context);
	if (!incoming)
		return refused(context, notAuthentic('it is a form with files, which is no event'));
	const delivery = await read(incoming).catch((error) => {
		if (!(error instanceof CredentialFault)) throw error;
		const { message, description } = error;
		throw new NodeOperationError(context.getNode(), message, { description });
	});
	if (delivery instanceof Refusal) return refused(context, delivery);

	// A test in the editor may be repeated any number of times, and leaves nothing behind.
	const isTest = context.getMode() === 'manual';
	if (!isWanted(context, delivery.type)) return {};
	if (!isTest && isTaken(context, delivery.ids)) return repeated(context);
	if (!isTest && delivery.isTimeless && isFull(context)) return refused(context, UNTELLABLE);
	const item = await delivery.toItem();
	if (item instanceof Refusal) return refused(context, item);
	const ids = [...delivery.ids, ...(item.ids ?? [])];
	const { json } = item.output;
	const eventId = textOf(json.eventId);
	const hasRecurred = delivery.canRecur && isTaken(context, [eventId]);
	if (delivery.canRecur && !hasRecurred) ids.push(eventId);
	if (!isTest && !take(context, ids, delivery.isTimeless)) return repeated(context);
	if (hasRecurred) json.eventId = `${eventId}:${delivery.ids[0]}`;
	return { workflowData: [[{ ...item.output, json: withoutError(json) }]] };
}

/** Once no more timeless events can be stored, a new one can't be distinguished from a recorded one. */
const UNTELLABLE = notAuthentic(
	'its event tells no time, and no more such events can be remembered: it may be a repeat. Ask the provider to send the time with its events; a new trigger node begins anew',
);

function refused(context: IWebhookFunctions, why: Refusal): IWebhookResponseData {
	refuse(context, why);
	return { noWebhookResponse: true };
}

function repeated(context: IWebhookFunctions): IWebhookResponseData {
	noteRepeat(context);
	return {};
}
