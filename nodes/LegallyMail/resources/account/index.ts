import type { INodeProperties } from 'n8n-workflow';

import { readAnswer } from '../../../shared/response';
import { dispatch } from '../../../shared/dispatch';
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
				routing: {
					request: { method: 'GET', url: '/api/info' },
					send: { paginate: true },
					operations: { pagination: dispatch(reading) },
					output: { postReceive: [readAnswer(reading)] },
				},
			},
		],
		default: 'getInfo',
	},
	optionsWithLimits(showOnlyForGetInfo),
];
