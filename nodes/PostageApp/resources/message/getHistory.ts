import type { IExecuteSingleFunctions, INodeProperties } from 'n8n-workflow';

import type { Build, ToItems } from '../../../shared/dispatch/routing';
import { badInput } from '../../../shared/parameters/badInput';
import { choiceOf } from '../../../shared/parameters/choice';
import { options, maxConcurrentRequests, returnAllOrLimit } from '../../../shared/descriptions';
import type { Policy } from '../../../shared/policy';
import { filled, objectsIn, textOf } from '../../../shared/json';
import { overallStatus, statusDelivery } from '../../delivery';
import { dataOf, methodPath, withBody } from '../../method';
import { byPage, firstPage } from '../../pagination';
import { postageAppRateLimit, reading } from '../../policies';

const showOnlyForGetHistory = { resource: ['message'], operation: ['getHistory'] };

/** How detailed -> the method. */
const METHODS: Record<string, string> = {
	summary: 'messages_history',
	detailed: 'messages_history_detailed',
};

export const askHistory: Build = async function (request) {
	const url = methodPath(choiceOf(this, 'details', 'Details', METHODS));
	const from = day(this, 'from', 'From');
	const to = day(this, 'to', 'To');
	return withBody(
		{ ...request, url },
		{ arguments: { ...filled({ from, to }), ...firstPage(this) } },
	);
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

export const readingHistory: Policy = {
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

export const getHistoryFields: INodeProperties[] = [
	{
		displayName: 'Details',
		name: 'details',
		type: 'options',
		options: [
			{ name: 'Summary', value: 'summary', description: 'One item for each message' },
			{ name: 'Detailed', value: 'detailed', description: 'One item for each recipient' },
		],
		default: 'summary',
		displayOptions: { show: showOnlyForGetHistory },
	},
	...returnAllOrLimit(showOnlyForGetHistory),
	{
		displayName: 'From',
		name: 'from',
		type: 'string',
		default: '',
		placeholder: 'e.g. 2026-03-01',
		displayOptions: { show: showOnlyForGetHistory },
		description: 'The first day, as YYYY-MM-DD. Days are in UTC.',
	},
	{
		displayName: 'To',
		name: 'to',
		type: 'string',
		default: '',
		placeholder: 'e.g. 2026-03-31',
		displayOptions: { show: showOnlyForGetHistory },
		description: 'The last day, as YYYY-MM-DD. Days are in UTC.',
	},
	options(showOnlyForGetHistory, [maxConcurrentRequests(postageAppRateLimit.inFlight)]),
];
