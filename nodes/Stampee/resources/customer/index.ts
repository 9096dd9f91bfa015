import type { INodeProperties } from 'n8n-workflow';

import { routing } from '../../../shared/dispatch/routing';
import { listing } from '../../policies';
import { createFields, creatingCustomers, prepareCustomers, toCustomers } from './create';
import { filterByState, getManyFields, toLimitedCustomers } from './getMany';

export const customerOperations: INodeProperties = {
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	displayOptions: { show: { resource: ['customer'] } },
	options: [
		{
			name: 'Create',
			value: 'create',
			action: 'Create customer and ask them by email',
			description:
				'Create one or many customers: Stampee emails each of them to ask whether you may act on their behalf',
			routing: routing({
				policy: creatingCustomers,
				request: { method: 'POST', url: '/customers/bulk_store' },
				prepare: prepareCustomers,
				toItems: toCustomers,
			}),
		},
		{
			name: 'Get Many',
			value: 'getMany',
			action: 'Get many customers',
			description: 'Get your customers and the state of their delegation',
			routing: routing({
				policy: listing,
				request: { method: 'GET', url: '/customers' },
				build: filterByState,
				toItems: toLimitedCustomers,
			}),
		},
	],
	default: 'getMany',
};

export const customerFields: INodeProperties[] = [...createFields, ...getManyFields];
