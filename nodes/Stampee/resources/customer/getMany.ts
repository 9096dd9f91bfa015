import { updateDisplayOptions, type INodeProperties } from 'n8n-workflow';

import { returnAllOrLimit } from '../../../shared/descriptions';
import type { Build, ToItems } from '../../../shared/dispatch/routing';
import { limitOf } from '../../../shared/parameters/limit';
import { choiceIn } from '../../../shared/parameters/parameter';
import { customersIn } from '../../api';
import { CUSTOMER_STATES } from './states';

export const filterByState: Build = async function (request) {
	const state = choiceIn(this, 'filters.state');
	return state === '' ? request : { ...request, qs: { ...request.qs, state } };
};

/** Stampee documents no pagination: the whole list is returned at once and truncated here. */
export const toLimitedCustomers: ToItems = async function (items) {
	const customers = customersIn(items[0].json).map((customer) => ({ json: customer }));
	return customers.slice(0, limitOf(this));
};

export const getManyFields: INodeProperties[] = updateDisplayOptions(
	{ show: { resource: ['customer'], operation: ['getMany'] } },
	[
		...returnAllOrLimit,
		{
			displayName: 'Filters',
			name: 'filters',
			type: 'collection',
			placeholder: 'Add filter',
			default: {},
			options: [
				{
					displayName: 'State',
					name: 'state',
					type: 'options',
					options: CUSTOMER_STATES,
					default: 'ACCEPTED',
					description: 'Return only customers whose delegation is in this state',
				},
			],
		},
	],
);
