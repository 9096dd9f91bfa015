import type { INodeProperties } from 'n8n-workflow';

import { readAnswer } from '../../../shared/response';
import { options, maxConcurrentRequests, returnAllOrLimit } from '../../../shared/descriptions';
import { dispatch } from '../../../shared/dispatch';
import { call } from '../../method';
import { askOnly } from '../../one';
import { postageAppRateLimit, reading } from '../../policies';
import { buildCall, callFields, calling } from './call';
import { toMethods } from './getMany';

export const methodDescription: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['method'] } },
		options: [
			{
				name: 'Call',
				value: 'call',
				action: 'Call a method',
				description: 'Call a method of PostageApp that has no operation here',
				routing: {
					request: call(''),
					send: { preSend: [buildCall], paginate: true },
					operations: { pagination: dispatch(calling) },
					output: { postReceive: [readAnswer(calling)] },
				},
			},
			{
				name: 'Get Many',
				value: 'getMany',
				action: 'Get many methods',
				description: 'Get the names of the methods that PostageApp has',
				routing: {
					request: call('get_method_list'),
					send: { preSend: [askOnly], paginate: true },
					operations: { pagination: dispatch(reading) },
					output: { postReceive: [readAnswer(reading), toMethods] },
				},
			},
		],
		default: 'getMany',
	},
	...callFields,
	...returnAllOrLimit({ resource: ['method'], operation: ['getMany'] }),
	options({ resource: ['method'] }, [maxConcurrentRequests(postageAppRateLimit.inFlight)]),
];
