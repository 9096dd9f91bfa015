import type { INodeProperties } from 'n8n-workflow';

import { readAnswer } from '../../../shared/response';
import { dispatch } from '../../../shared/dispatch';
import { reading } from '../../policies';
import { addressQuota, getQuotaFields, toQuota } from './getQuota';

export const mailboxDescription: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['mailbox'] } },
		options: [
			{
				name: 'Get Quota',
				value: 'getQuota',
				action: 'Get the quota of a mailbox',
				description: 'Get how much of the mailbox is used',
				routing: {
					request: { method: 'GET', url: '/quota' },
					send: { preSend: [addressQuota], paginate: true },
					operations: { pagination: dispatch(reading) },
					output: { postReceive: [readAnswer(reading), toQuota] },
				},
			},
		],
		default: 'getQuota',
	},
	...getQuotaFields,
];
