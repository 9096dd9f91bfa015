import { updateDisplayOptions, type INodeProperties } from 'n8n-workflow';

import type { ToItems } from '../../../shared/dispatch/routing';
import { filled } from '../../../shared/json';
import { booleanIn, choiceIn, choicesIn } from '../../../shared/parameters/parameter';
import type { Policy } from '../../../shared/policy';
import type { Prepare } from '../../../shared/run/job';
import { PAGE_SIZE, pagination, rowsIn } from '../../api';
import { withLogDelivery } from '../../delivery';
import { listing } from '../../policies';
import { simple } from './logRows';

/** The emails that an item requests from the logs. */
interface LogsQuery {
	/** None for all. */
	statuses: string[];
	isSimplified: boolean;
}

export const prepareList: Prepare<LogsQuery> = async function (request) {
	const source = choiceIn(this, 'filters.source');
	const qs = { ...request.qs, page: 0, size: PAGE_SIZE, ...filled({ source }) };
	const statuses = choicesIn(this, 'filters.status');
	const isSimplified = booleanIn(this, 'simplify', true);
	return { request: { ...request, qs }, payload: { statuses, isSimplified } };
};

/** stemp filters only by source; statuses are filtered here. */
export const listingLogs: Policy<LogsQuery> = {
	...listing,
	pagination: {
		...pagination,
		filter: ({ json }, { statuses }) =>
			statuses.length === 0 || statuses.includes(json.status as string),
	},
};

export const toLogs: ToItems<LogsQuery> = async (items, _response, { isSimplified }) =>
	rowsIn(items)
		.map(withLogDelivery)
		.map((log) => ({ json: isSimplified ? simple(log) : log }));

/** Who sent an email (Email API, Query Parameters). */
export const SOURCES = [
	{ name: 'App', value: 'APP_API', description: 'Sent by an app, such as this node' },
	{
		name: 'System',
		value: 'SYSTEM_EVENT',
		description: 'Sent by stemp, such as the email for a new pass',
	},
];

export const getManyFields: INodeProperties[] = updateDisplayOptions(
	{ show: { resource: ['email'], operation: ['getMany'] } },
	[
		{
			displayName: 'Filters',
			name: 'filters',
			type: 'collection',
			placeholder: 'Add filter',
			default: {},
			options: [
				{
					displayName: 'Source',
					name: 'source',
					type: 'options',
					options: SOURCES,
					default: 'APP_API',
					description: 'Return only emails that came from there',
				},
				{
					displayName: 'Status',
					name: 'status',
					type: 'multiOptions',
					options: [
						{ name: 'Bounced', value: 'BOUNCED' },
						{ name: 'Complained', value: 'COMPLAINED' },
						{ name: 'Delivered', value: 'DELIVERED' },
						{ name: 'Failed', value: 'FAILED' },
						{ name: 'Sent', value: 'SENT' },
					],
					default: [],
					description:
						'Return only emails in one of these states. stemp can not filter by it, so all its pages are read until the limit is reached.',
				},
			],
		},
	],
);
