import type { INodeProperties } from 'n8n-workflow';

import { routing } from '../../../shared/dispatch/routing';
import { buildKeyOnly, call, toOne } from '../../api';
import { reading } from '../../policies';

export const accountOperations: INodeProperties = {
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	displayOptions: { show: { resource: ['account'] } },
	options: [
		{
			name: 'Get Info',
			value: 'getInfo',
			action: 'Get account info',
			description: "Get the account's name, users and how much it has sent",
			routing: routing({
				policy: reading,
				request: call('get_account_info'),
				build: buildKeyOnly,
				toItems: toOne('account'),
			}),
		},
	],
	default: 'getInfo',
};
