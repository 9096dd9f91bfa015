import { updateDisplayOptions, type INodeProperties } from 'n8n-workflow';

import { messageDelivery } from '../../../shared/delivery';
import type { ToItems } from '../../../shared/dispatch/routing';
import { filled, objectsIn, textOf } from '../../../shared/json';
import { badInput } from '../../../shared/parameters/badInput';
import { ofKind } from '../../../shared/parameters/kind';
import { choiceIn, dayIn } from '../../../shared/parameters/parameter';
import type { Policy } from '../../../shared/policy';
import type { Prepare } from '../../../shared/run/job';
import { byPage, dataOf, firstPage, methodPath, type Listing } from '../../api';
import { overallStatus, statusDelivery } from '../../delivery';
import { reading } from '../../policies';

/** The level of detail -> the method. */
const METHODS = {
	summary: 'messages_history',
	detailed: 'messages_history_detailed',
};

export const prepareHistory: Prepare<Listing> = async function (request) {
	const details = choiceIn(this, 'historyDetails') as keyof typeof METHODS;
	const url = methodPath(METHODS[details]);
	const [from, to] = [dayIn(this, 'fromDay'), dayIn(this, 'toDay')];
	// What PostageApp makes of that is not documented; an empty list would say that nothing was sent.
	if (from && to && from > to) {
		const message = `The parameter 'From' is after 'To': ${from}, ${to}`;
		throw badInput(this, message, 'Exchange the two days.');
	}
	const range = filled({ from, to });
	return firstPage(this, { ...request, url }, range);
};

export const readingHistory: Policy<Listing> = {
	...reading,
	pagination: byPage(({ json }) => [json.uid, json.unique_id, json.id].map(textOf).join(' ')),
};

/** One item for each message, or for each recipient of each. */
export const toHistory: ToItems = async ([{ json }]) =>
	objectsIn(dataOf(json).messages_history).map((row) => {
		const { queued_count: queued, failed_count: failed, completed_count: completed } = row;
		const status = row.status ?? overallStatus({ queued, failed, completed });
		const id = row.uid ?? row.unique_id ?? row.id;
		return { json: { ...row, delivery: messageDelivery(id, statusDelivery(status)) } };
	});

const showOnlyForGetHistory = { show: { resource: ['message'], operation: ['getHistory'] } };

/** Displayed before the limit of the list. */
export const historyDetails: INodeProperties[] = updateDisplayOptions(showOnlyForGetHistory, [
	{
		displayName: 'Details',
		name: 'historyDetails',
		type: 'options',
		options: [
			{ name: 'Summary', value: 'summary', description: 'One item for each message' },
			{ name: 'Detailed', value: 'detailed', description: 'One item for each recipient' },
		],
		default: 'summary',
	},
]);

/** Displayed after the limit of the list. */
export const historyRange: INodeProperties[] = updateDisplayOptions(showOnlyForGetHistory, [
	ofKind('day', {
		displayName: 'From',
		name: 'fromDay',
		type: 'dateTime',
		default: '',
		description: 'The first day. Days are in UTC; the hour has no say.',
	}),
	ofKind('day', {
		displayName: 'To',
		name: 'toDay',
		type: 'dateTime',
		default: '',
		description: 'The last day. Days are in UTC; the hour has no say.',
	}),
]);
