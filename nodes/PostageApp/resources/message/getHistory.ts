import {
	updateDisplayOptions,
	type IExecuteSingleFunctions,
	type INodeProperties,
} from 'n8n-workflow';

import type { ToItems } from '../../../shared/dispatch/routing';
import { filled, objectsIn, textOf } from '../../../shared/json';
import { badInput } from '../../../shared/parameters/badInput';
import type { Policy } from '../../../shared/policy';
import type { Prepare } from '../../../shared/run/job';
import { overallStatus, statusDelivery } from '../../delivery';
import { dataOf, methodPath } from '../../method';
import { byPage, firstPage, type Listing } from '../../pagination';
import { reading } from '../../policies';

/** How detailed -> the method. */
const METHODS = {
	summary: 'messages_history',
	detailed: 'messages_history_detailed',
};

export const askHistory: Prepare<Listing> = async function (request) {
	const details = this.getNodeParameter('historyDetails') as keyof typeof METHODS;
	const url = methodPath(METHODS[details]);
	const from = day(this, 'fromDay', 'From');
	const to = day(this, 'toDay', 'To');
	return firstPage(this, { ...request, url }, filled({ from, to }));
};

/** The day of a date parameter, as PostageApp takes it. The hour, if there is one, has no say. */
function day(context: IExecuteSingleFunctions, name: string, label: string): string {
	const given: unknown = context.getNodeParameter(name, '');
	const written = given instanceof Date ? given.toISOString() : textOf(given);
	if (written === '') return '';
	const found = /^\d{4}-\d{2}-\d{2}/.exec(written)?.[0];
	if (found && !Number.isNaN(Date.parse(found))) return found;
	throw badInput(
		context,
		`The parameter '${label}' is not a date: ${written}`,
		'Enter YYYY-MM-DD.',
	);
}

export const readingHistory: Policy<Listing> = {
	...reading,
	pagination: byPage(({ json }) => [json.uid, json.unique_id, json.id].map(textOf).join(' ')),
};

/** One item for each message, or for each recipient of each. */
export const toHistory: ToItems = async ([{ json }]) =>
	objectsIn(dataOf(json).messages_history).map((row) => {
		const { queued_count: queued, failed_count: failed, completed_count: completed } = row;
		const status = row.status ?? overallStatus({ queued, failed, completed });
		return { json: { ...row, delivery: statusDelivery(status) } };
	});

const showOnlyForGetHistory = { show: { resource: ['message'], operation: ['getHistory'] } };

/** Stands before the limit of the list. */
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

/** Stands after the limit of the list. */
export const historyRange: INodeProperties[] = updateDisplayOptions(showOnlyForGetHistory, [
	{
		displayName: 'From',
		name: 'fromDay',
		type: 'string',
		ignoreValidationDuringExecution: true,
		default: '',
		placeholder: 'e.g. 2026-03-01',
		description: 'The first day, as YYYY-MM-DD. Days are in UTC.',
	},
	{
		displayName: 'To',
		name: 'toDay',
		type: 'string',
		ignoreValidationDuringExecution: true,
		default: '',
		placeholder: 'e.g. 2026-03-31',
		description: 'The last day, as YYYY-MM-DD. Days are in UTC.',
	},
]);
