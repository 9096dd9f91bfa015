import type { IDataObject, IPollFunctions } from 'n8n-workflow';

import { messageDelivery, type MessageDelivery } from '../shared/delivery';
import { objectsIn, textOf, withoutNames } from '../shared/json';
import { booleanIn, choiceIn, choicesIn, fieldNameIn } from '../shared/parameters/parameter';
import { isPathSegment } from '../shared/parameters/pathSegment';
import { requiredIdsIn } from '../shared/parameters/required';
import {
	withCreationTime,
	type IsTimeUp,
	type Snapshot,
	type Source,
	type Sources,
} from '../shared/polling';
import { read, type Read } from '../shared/request';
import { ProviderError } from '../shared/response/providerError';
import { STAMPEE_CREDENTIAL } from './account';
import { customersIn, type Customer } from './api';
import { stampeeDelivery } from './delivery';
import { evidenceFile, evidenceLink } from './evidence';
import { listing, readingMessage, stampeeRateLimit } from './policies';

/** Delegation states after which nothing more is expected (inferred: Stampee documents no way back). */
const FINAL_STATES = ['REFUSED', 'REVOKED', 'CANCELLED'];

/** The prefixes of the triggers' events, by their subject. */
export const EVENTS_OF = {
	customer: 'stampee:customer',
	message: 'stampee:message',
	evidence: 'stampee:evidence',
};

/** The output for a customer whose delegation has changed its state. */
export const customerChange = (
	customer: Partial<Customer>,
	previousState?: string,
): IDataObject => ({
	...withoutNames(customer, ['previousState']),
	previousState,
});

/** The output for a message whose status has changed. */
export const statusChange = (
	message: IDataObject,
	delivery: MessageDelivery & IDataObject,
	previousStatus?: string,
): IDataObject => ({
	...withoutNames(message, ['previousStatus', 'delivery']),
	previousStatus,
	delivery,
});

/** The delegation states of all customers, which one request returns. */
function customerStates(context: IPollFunctions): Source {
	const state = choiceIn(context, 'options.state');
	return {
		name: EVENTS_OF.customer,
		// If the user has chosen a state, everyone listed has just entered it.
		initialStates: state ? [] : ['PENDING'],
		statesReturn: true,
		settings: state || undefined,
		remedy: "Choose a 'State' in the trigger's options: only the customers in it are watched then.",
		async fetchAll(isTimeUp) {
			const body = await get(context, '/customers', listing, isTimeUp, state ? { state } : {});
			const customers = customersIn(body);
			return customers.map((customer) => ({
				id: customer.id,
				states: [textOf(customer.state)].filter(Boolean),
				final: FINAL_STATES.includes(customer.state),
				at: customer.createdAt,
				...withCreationTime(Date.parse(textOf(customer.createdAt))),
				toItem: (_state, [previousState]) => ({ json: customerChange(customer, previousState) }),
			}));
		},
	};
}

/** Whether the user wants a status or a type of evidence: all, if none is chosen. */
function filterOf(context: IPollFunctions, parameter: string): (word: string) => boolean {
	const wanted = choicesIn(context, parameter);
	return (word) => wanted.length === 0 || wanted.includes(word);
}

/** The statuses of the messages that the user names: Stampee documents no list of messages. */
function messageStatuses(context: IPollFunctions): Source {
	const isWanted = filterOf(context, 'statuses');
	const source = messages(context, EVENTS_OF.message, (message, id) => {
		const delivery = stampeeDelivery(message.status, message.type);
		return {
			states: [textOf(message.status)].filter(Boolean),
			final: delivery.final,
			toItem: (status, [previousStatus]) => {
				if (!isWanted(status)) return undefined;
				const named = messageDelivery(message.id ?? id, delivery);
				return { json: statusChange(message, named, previousStatus) };
			},
		};
	});
	return { ...source, initialStates: ['SENT'] };
}

/** The evidence of the messages that the user names, with or without the documents themselves. */
function newEvidence(context: IPollFunctions): Source {
	const field = fieldNameIn(context, 'options.binaryPropertyName');
	const isWanted = filterOf(context, 'evidenceTypes');
	const isDownloaded = booleanIn(context, 'downloadEvidence');
	const source = messages(context, EVENTS_OF.evidence, (message, id) => {
		const evidences = objectsIn(message.evidences);
		const states = evidences.map(({ eventType }) => textOf(eventType)).filter(Boolean);
		const { final } = stampeeDelivery(message.status, message.type);
		return {
			states,
			// The document for a status may arrive later than the status itself.
			final: final && states.includes(textOf(message.status)),
			toItem: async (eventType) => {
				if (!isWanted(eventType)) return undefined;
				const url = evidences.find((evidence) => evidence.eventType === eventType)?.url;
				const evidence = { id, eventType, url: textOf(url), status: textOf(message.status) };
				return isDownloaded ? await evidenceFile(context, evidence, field) : evidenceLink(evidence);
			},
		};
	});
	return { ...source, initialStates: [], statesStay: true };
}

function messages(
	context: IPollFunctions,
	name: string,
	snapshotOf: (message: IDataObject, id: string) => Omit<Snapshot, 'id'>,
): Source {
	return {
		name,
		ids: requiredIdsIn(context, 'messageIds', 'Message IDs'),
		atOnce: stampeeRateLimit.inFlight,
		async fetchOne(id, isTimeUp) {
			const message = await getMessage(context, id, isTimeUp);
			return message && { id, ...snapshotOf(message, id) };
		},
	};
}

/** A message that can't be found must not block all the others. */
async function getMessage(
	context: IPollFunctions,
	id: string,
	isTimeUp: IsTimeUp,
): Promise<IDataObject | undefined> {
	const name = context.getNode().name;
	if (!isPathSegment(id)) {
		context.logger.warn(`${name}: '${id}' is not a message ID`);
		return undefined;
	}
	const found = get(context, `/messages/${encodeURIComponent(id)}`, readingMessage, isTimeUp);
	return await found.catch(async (error) => {
		if (!(error instanceof ProviderError && error.status === 404)) return await found;
		context.logger.warn(`${name}: Stampee has no message ${id}`);
		return undefined;
	});
}

async function get(
	context: IPollFunctions,
	url: string,
	policy: Read['policy'],
	isCancelled: IsTimeUp,
	qs: IDataObject = {},
): Promise<IDataObject> {
	const request = { method: 'GET' as const, url, qs };
	const { body } = await read(context, {
		policy,
		credential: STAMPEE_CREDENTIAL,
		request,
		isCancelled,
	});
	return body as IDataObject;
}

/** The poll source of each event of the trigger. */
export const pollSources: Sources = {
	customerStateChanged: customerStates,
	messageStatusChanged: messageStatuses,
	newEvidence,
};
