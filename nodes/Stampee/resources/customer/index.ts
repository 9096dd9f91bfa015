import type { INodeProperties } from 'n8n-workflow';

import { readAnswer } from '../../../shared/response';
import { dispatch } from '../../../shared/dispatch';
import { reading } from '../../policies';
import { buildCustomers, createFields, creatingCustomers, toCustomers } from './create';
import { filterByState, getManyFields, toLimitedCustomers } from './getMany';

const showOnlyForCustomer = { resource: ['customer'] };

export const customerDescription: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: showOnlyForCustomer },
		options: [
			{
				name: 'Create',
				value: 'create',
				action: 'Create a customer',
				description: 'Ask one or many customers to accept that you act on their behalf',
				routing: {
					request: { method: 'POST', url: '/customers/bulk_store' },
					send: { preSend: [buildCustomers], paginate: true },
					operations: { pagination: dispatch(creatingCustomers) },
					output: { postReceive: [readAnswer(creatingCustomers), toCustomers] },
				},
			},
			{
				name: 'Get Many',
				value: 'getMany',
				action: 'Get many customers',
				description: 'Get your customers and the state of their delegation',
				routing: {
					request: { method: 'GET', url: '/customers' },
					send: { preSend: [filterByState], paginate: true },
					operations: { pagination: dispatch(reading) },
					output: { postReceive: [readAnswer(reading), toLimitedCustomers] },
				},
			},
		],
		default: 'getMany',
	},
	...createFields,
	...getManyFields,
];
