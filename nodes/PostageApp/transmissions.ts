import type { IDataObject } from 'n8n-workflow';

import { messageDelivery } from '../shared/delivery';
import { isObject, textOf } from '../shared/json';
import { ProviderError } from '../shared/response/providerError';
import { dataOf } from './api';
import { transmissionDelivery } from './delivery';
import { ask, type ReadContext } from './request';

/** The transmissions of a message, one for each recipient; none if PostageApp does not have the message. */
export async function getTransmissions(
	context: ReadContext,
	uid: string,
	deadline?: number,
): Promise<IDataObject[]> {
	const answer = ask(context, 'get_message_transmissions', { uid }, { deadline });
	return await answer.then(
		(found) => transmissionsIn(uid, found),
		async (error) => {
			if (error instanceof ProviderError && error.code === 'not_found') return [];
			return transmissionsIn(uid, await answer);
		},
	);
}

/**
 * The transmissions in an answer of get_message_transmissions, one for each recipient. The error is `result_message`
 * in the documentation, and `error_message` in PostageApp's clients.
 */
export function transmissionsIn(uid: string, answer: unknown): IDataObject[] {
	const { message, transmissions } = dataOf(answer);
	const { id, ...more } = isObject(message) ? message : {};
	const ofMessage = Object.entries(more).map(
		([name, value]) => [`message_${name}`, value] as const,
	);
	const shared = { uid, message_id: textOf(id) || null, ...Object.fromEntries(ofMessage) };
	return Object.entries(isObject(transmissions) ? transmissions : {}).map(([recipient, given]) => {
		const { error_message: errorMessage, ...row } = isObject(given) ? given : {};
		return {
			...shared,
			recipient,
			...row,
			...(row.result_message && errorMessage && { error_message: errorMessage }),
			result_message: row.result_message ?? errorMessage ?? null,
			delivery: messageDelivery(uid, transmissionDelivery(row)),
		};
	});
}
