import type { IDataObject } from 'n8n-workflow';

import { isObject, textOf } from '../../../shared/json';
import { transmissionDelivery } from '../../delivery';
import { dataOf } from '../../method';

/**
 * The transmissions in an answer of get_message_transmissions, one for each recipient. What went wrong
 * is `result_message` in the documents and `error_message` in what PostageApp's clients have seen.
 */
export function transmissionsIn(uid: string, answer: unknown): IDataObject[] {
	const { message, transmissions } = dataOf(answer);
	const messageId = isObject(message) ? textOf(message.id) || null : null;
	return Object.entries(isObject(transmissions) ? transmissions : {}).map(([recipient, given]) => {
		const { error_message: errorMessage, ...row } = isObject(given) ? given : {};
		return {
			uid,
			message_id: messageId,
			recipient,
			...row,
			result_message: row.result_message ?? errorMessage ?? null,
			delivery: transmissionDelivery(row),
		};
	});
}
