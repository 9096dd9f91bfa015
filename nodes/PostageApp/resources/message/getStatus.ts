import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { Build, ToItems } from '../../../shared/dispatch/routing';
import { choiceOf } from '../../../shared/parameters/choice';
import { options, maxConcurrentRequests } from '../../../shared/descriptions';
import { isObject, objectsIn, textOf } from '../../../shared/json';
import { overallStatus, statusDelivery } from '../../delivery';
import { dataOf, methodPath, responseOf, uidOf, withBody } from '../../method';
import { postageAppRateLimit } from '../../policies';
import { requiredUid, uidField } from './uid';

const showOnlyForGetStatus = { resource: ['message'], operation: ['getStatus'] };

/** What is asked for -> the method that tells it. */
const METHODS: Record<string, string> = {
	counts: 'message_status',
	recipients: 'message_delivery_status',
};

export const askStatus: Build = async function (request) {
	const url = methodPath(choiceOf(this, 'details', 'Details', METHODS));
	return withBody({ ...request, url }, { uid: requiredUid(this) });
};

/**
 * The status of the message, whichever of its shapes the answer has: counts by status, one word for the
 * message (the documents of message_delivery_status), or a list by recipient (what clients have seen).
 */
export const toStatus: ToItems = async function ([{ json }]) {
	const uid = uidOf(json) || requiredUid(this);
	const { message_status: given, delivery_status: list } = dataOf(json);
	const recipients = objectsIn(list).map((row) => ({
		...row,
		delivery: statusDelivery(row.status),
	}));
	const counts = isObject(given) ? given : countsIn(objectsIn(list));
	const word = textOf(responseOf(json).delivery_status) || textOf(list);
	const status = word || overallStatus(counts);
	const delivery = statusDelivery(status);
	return [{ json: { uid, status, counts, recipients, delivery } }];
};

function countsIn(rows: IDataObject[]): IDataObject {
	const counts: Record<string, number> = {};
	for (const { status } of rows) counts[textOf(status)] = (counts[textOf(status)] ?? 0) + 1;
	return counts;
}

export const getStatusFields: INodeProperties[] = [
	uidField(showOnlyForGetStatus, 'The UID of the message'),
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
		displayOptions: { show: showOnlyForGetStatus },
	},
	options(showOnlyForGetStatus, [maxConcurrentRequests(postageAppRateLimit.inFlight)]),
];
