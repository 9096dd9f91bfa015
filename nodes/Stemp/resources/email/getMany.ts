import type { INodeProperties } from 'n8n-workflow';

import type { Build, ToItems } from '../../../shared/dispatch/routing';
import {
	options,
	maxConcurrentRequests,
	returnAllOrLimit,
	simplify,
} from '../../../shared/descriptions';
import type { Policy } from '../../../shared/policy';
import { filled } from '../../../shared/json';
import { PAGE_SIZE, pagination, rowsIn } from '../../lists';
import { reading, stempPace } from '../../policies';
import { simple, toLog } from './rows';

const showOnlyForGetMany = { resource: ['email'], operation: ['getMany'] };

export const filterBySource: Build = async function (request) {
	const source = this.getNodeParameter('filters.source', '') as string;
	return { ...request, qs: { ...request.qs, page: 0, size: PAGE_SIZE, ...filled({ source }) } };
};

/** stemp filters by source only; the statuses are picked here. */
export const listingLogs: Policy = {
	...reading,
	pagination: {
		...pagination,
		filter: (context) => {
			const statuses = context.getNodeParameter('filters.status', []) as string[];
			return ({ json }) => statuses.length === 0 || statuses.includes(json.status as string);
		},
	},
};

export const toLogs: ToItems = async function (items) {
	const isSimple = this.getNodeParameter('simplify', true);
	const toJson = isSimple ? (row: Parameters<typeof toLog>[0]) => simple(toLog(row)) : toLog;
	return rowsIn(items).map((row) => ({ json: toJson(row) }));
};

/** Who sent an e-mail (Email API, Query Parameters). */
export const SOURCES = [
	{ name: 'App', value: 'APP_API', description: 'Sent by an app, such as this node' },
	{
		name: 'System',
		value: 'SYSTEM_EVENT',
		description: 'Sent by stemp, such as the e-mail for a new pass',
	},
];

export const getManyFields: INodeProperties[] = [
	...returnAllOrLimit(showOnlyForGetMany),
	simplify(showOnlyForGetMany),
	{
		displayName: 'Filters',
		name: 'filters',
		type: 'collection',
		placeholder: 'Add filter',
		default: {},
		displayOptions: { show: showOnlyForGetMany },
		options: [
			{
				displayName: 'Source',
				name: 'source',
				type: 'options',
				options: SOURCES,
				default: 'APP_API',
				description: 'Return only e-mails that came from there',
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
					'Return only e-mails in one of these states. stemp can not filter by it, so all its pages are read until the limit is reached.',
			},
		],
	},
	options(showOnlyForGetMany, [maxConcurrentRequests(stempPace.inFlight)]),
];
