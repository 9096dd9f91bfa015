import {
	NodeOperationError,
	type INodeExecutionData,
	type INodeProperties,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';

import { assertParameters } from '../parameters/assertParameters';
import { CredentialFault } from '../parameters/credentialFault';
import { isWanted } from './eventFilter';
import { incomingOf, responseOf, type Incoming } from './http';
import { isTaken, take } from './received';

/** Why a request is not taken. */
export type Refusal = keyof typeof STATUSES;

/** What is answered. No more is said: whoever forges learns nothing of why it failed. */
const STATUSES = {
	notAuthentic: 401,
	/** It can't be told now. Providers repeat what is answered so. */
	notNow: 503,
};

/** A request that comes from the provider, as far as the request itself can show. */
export interface Delivery {
	/** The name of its event. */
	type: string;
	/** What it is known by when it comes again. */
	ids: string[];
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
	if (!incoming) return refuse(context, 'notAuthentic');
	const delivery = await read(incoming).catch((error) => {
		if (!(error instanceof CredentialFault)) throw error;
		const { message, description } = error;
		throw new NodeOperationError(context.getNode(), message, { description });
	});
	if (typeof delivery === 'string') return refuse(context, delivery);

	// A test in the editor may be made again and again, and leaves nothing behind.
	const isTest = context.getMode() === 'manual';
	if (!isWanted(context, delivery.type)) return {};
	if (!isTest && isTaken(context, delivery.ids)) return {};
	const item = await delivery.toItem();
	if (typeof item === 'string') return refuse(context, item);
	if (!isTest && !take(context, [...delivery.ids, ...(item.ids ?? [])])) return {};
	return { workflowData: [[item.output]] };
}

function refuse(context: IWebhookFunctions, why: Refusal): IWebhookResponseData {
	responseOf(context).writeHead(STATUSES[why]).end();
	return { noWebhookResponse: true };
}
