import type { INodeProperties } from 'n8n-workflow';

import { routing } from '../../../shared/dispatch/routing';
import { buildKeyOnly, call } from '../../api';
import { reading } from '../../policies';
import { callFields, calling, prepareCall } from './call';
import { toMethods } from './getMany';

export const methodOperations: INodeProperties = {
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	displayOptions: { show: { resource: ['method'] } },
	options: [
		{
			name: 'Call',
			value: 'call',
			action: 'Call method',
			description: 'Call a method of PostageApp that has no operation here',
			routing: routing({ policy: calling, request: call(''), prepare: prepareCall }),
		},
		{
			name: 'Get Many',
			value: 'getMany',
			action: 'Get many methods',
			description: 'Get the names of the methods that PostageApp has',
			routing: routing({
				policy: reading,
				request: call('get_method_list'),
				build: buildKeyOnly,
				toItems: toMethods,
			}),
		},
	],
	default: 'getMany',
};

export const methodFields: INodeProperties[] = [...callFields];
