import type { INodeProperties } from 'n8n-workflow';

import { routing } from '../../../shared/dispatch/routing';
import { optionsWithLimits, reading } from '../../policies';

const showOnlyForAccount = { resource: ['account'] };
const showOnlyForGetInfo = { ...showOnlyForAccount, operation: ['getInfo'] };

export const accountDescription: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: showOnlyForAccount },
		options: [
			{
				name: 'Get Info',
				value: 'getInfo',
				action: 'Get info of the account',
				description: 'Get the plan of the account and how many e-mails are left',
				routing: routing({ policy: reading, request: { method: 'GET', url: '/api/info' } }),
			},
		],
		default: 'getInfo',
	},
	optionsWithLimits(showOnlyForGetInfo),
];
