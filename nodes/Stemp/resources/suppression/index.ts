import type { INodeProperties } from 'n8n-workflow';

import { routing } from '../../../shared/dispatch/routing';
import type { Policy } from '../../../shared/policy';
import { firstPage, pagination, toRows } from '../../api';
import { listing } from '../../policies';
import { SUPPRESSIONS } from './getMany';

const listingSuppressions: Policy = { ...listing, pagination };

export const suppressionOperations: INodeProperties = {
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	displayOptions: { show: { resource: ['suppression'] } },
	options: [
		{
			name: 'Get Many',
			value: 'getMany',
			action: 'Get many suppressions',
			description: 'Get the addresses that get no emails any more, and why',
			routing: routing({
				policy: listingSuppressions,
				request: { method: 'GET', url: SUPPRESSIONS },
				build: firstPage,
				toItems: toRows,
			}),
		},
	],
	default: 'getMany',
};
