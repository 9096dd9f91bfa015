import type { INodeProperties } from 'n8n-workflow';

import { readAnswer } from '../../../shared/response';
import { options, maxConcurrentRequests } from '../../../shared/descriptions';
import { dispatch } from '../../../shared/dispatch';
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
				routing: {
					request: call('get_account_info'),
					send: { preSend: [askOnly], paginate: true },
					operations: { pagination: dispatch(reading) },
					output: { postReceive: [readAnswer(reading), toOne('account')] },
				},
			},
		],
		default: 'getInfo',
	},
	options({ resource: ['account'] }, [maxConcurrentRequests(postageAppRateLimit.inFlight)]),
];
