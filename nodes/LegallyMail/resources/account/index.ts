import type { INodeProperties } from 'n8n-workflow';

import { routing } from '../../../shared/dispatch/routing';
import { readingAccount } from '../../policies';

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
			description: 'Get the plan of the account and how many emails are left',
			routing: routing({ policy: readingAccount, request: { method: 'GET', url: '/api/info' } }),
		},
	],
	default: 'getInfo',
};
