import { updateDisplayOptions, type IDataObject, type INodeProperties } from 'n8n-workflow';

import { deliveryIn, messageDelivery } from '../../../shared/delivery';
import type { ToItems } from '../../../shared/dispatch/routing';
import { isObject, objectsIn, textOf } from '../../../shared/json';
import { choiceIn } from '../../../shared/parameters/parameter';
import type { Policy } from '../../../shared/policy';
import type { Prepare } from '../../../shared/run/job';
import { dataOf, methodPath, PAGE_SIZE, responseOf, uidOf, withBody } from '../../api';
import { listedDelivery, overallStatus, statusDelivery } from '../../delivery';
import { reading, waitingShare } from '../../policies';
import { answerOf } from '../../request';
import { requiredUid } from './messageUid';

/** The requested details -> the method that returns them. */
const METHODS = {
	counts: 'message_status',
	recipients: 'message_delivery_status',
};

export const prepareStatus: Prepare<string> = async function (request) {
	const details = choiceIn(this, 'details') as keyof typeof METHODS;
	const url = methodPath(METHODS[details]);
	const uid = requiredUid(this, 'messageUid');
	return { request: withBody({ ...request, url }, { uid }), payload: uid };
};

export const followingMessages: Policy<string> = {
	...reading,
	waiting: {
		share: waitingShare,
		/** One page of the list covers the messages that are on it. */
		async mayHaveChanged(open, requests) {
			const page = { arguments: { page: 1, per_page: PAGE_SIZE } };
			const { body } = await answerOf(this, 'get_messages', page, requests);
			const rows = dataOf(body);
			return open.map(({ payload: uid, outputs }) => {
				const row = rows[uid];
				const state = isObject(row) ? listedDelivery(row).state : undefined;
				return state === undefined || state !== deliveryIn(outputs[0])?.state;
			});
		},
	},
};

/**
 * The status of the message, in any format of the answer: counts by status, one word for the message (the documents
 * of message_delivery_status), or a list by recipient (what clients have seen).
 */
export const toStatus: ToItems<string> = async ([{ json }], _response, asked) => {
	const uid = uidOf(json) || asked;
	const { message_status: given, delivery_status: list } = dataOf(json);
	const recipients = objectsIn(list).map((row) => ({
		...row,
		delivery: messageDelivery(uid, statusDelivery(row.status)),
	}));
	const counts = isObject(given) ? given : countsIn(objectsIn(list));
	const word = textOf(responseOf(json).delivery_status) || textOf(list);
	const status = word || overallStatus(counts);
	const delivery = messageDelivery(uid, statusDelivery(status));
	return [{ json: { uid, status, counts, recipients, delivery } }];
};

function countsIn(rows: IDataObject[]): IDataObject {
	const counts: Record<string, number> = {};
	for (const { status } of rows) counts[textOf(status)] = (counts[textOf(status)] ?? 0) + 1;
	return counts;
}

export const getStatusFields: INodeProperties[] = updateDisplayOptions(
	{ show: { resource: ['message'], operation: ['getStatus'] } },
	[
		{
			displayName: 'Details',
			name: 'details',
			type: 'options',
			options: [
				{
					name: 'Counts',
					value: 'counts',
					description: 'How many recipients have each status',
				},
				{
					name: 'Per Recipient',
					value: 'recipients',
					description:
						'The status of the message, and of each recipient where PostageApp tells it. Get Transmissions tells more.',
				},
			],
			default: 'counts',
		},
	],
);
