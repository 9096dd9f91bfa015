import {
	NodeOperationError,
	type INodeExecutionData,
	type INodeProperties,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';

import { textOf } from '../json';
import { assertParameters } from '../parameters/assertParameters';
import { CredentialFault } from '../parameters/credentialFault';
import { isWanted } from './eventFilter';
import { incomingOf, type Incoming } from './http';
import { isFull, isTaken, take } from './received';
import { notAuthentic, noteRepeat, refuse, Refusal } from './refusal';

/** A request that comes from the provider, as far as the request itself can show. */
export interface Delivery {
	/** The name of its event. */
	type: string;
	/** What it is known by when it comes again. */
	ids: string[];
	/**
	 * It tells no time, so it never gets stale, and only what is remembered of it keeps a recorded one from
	 * being taken again.
	 */
	isTimeless?: boolean;
	/** What it tells can come about again: then that is an event of its own, with an `eventId` of its own. */
	canRecur?: boolean;
	/** The output, once it is sure that the delivery is genuine and wanted. */
	toItem(): Promise<Item | Refusal> | Item;
}

export interface Item {
	output: INodeExecutionData;
	/** What else the delivery is known by, if that shows only now. */
	ids?: string[];
}

/**
 * Takes what the provider sends to the trigger's URL: each event that is wanted starts the workflow once.
 * Repeats and events that are not wanted are answered as if they were taken, so that they stop coming.
 * @param properties all that the trigger declares
 * @throws NodeOperationError for what it does not have, and for secrets that can't be used: n8n answers with a 500,
 * and the event comes again
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

	// A test in the editor may be made again and again, and leaves nothing behind.
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
	return { workflowData: [[item.output]] };
}

/** Once as many timeless events are remembered as can be, a new one can't be told from a recorded one. */
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
