import type { INodeProperties } from 'n8n-workflow';

import { options, maxConcurrentRequests } from '../../../shared/descriptions';
import { routing } from '../../../shared/dispatch/routing';
import { call } from '../../method';
import { askOnly, toOne } from '../../one';
import { postageAppRateLimit, reading } from '../../policies';

export const accountDescription: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['account'] } },
		options: [
			{
				name: 'Get Info',
				value: 'getInfo',
				action: 'Get info of an account',
				description: "Get the account's name, users and how much it has sent",
				routing: routing({
					policy: reading,
					request: call('get_account_info'),
					build: askOnly,
					toItems: toOne('account'),
				}),
			},
		],
		default: 'getInfo',
	},
	options({ resource: ['account'] }, [maxConcurrentRequests(postageAppRateLimit.inFlight)]),
];
