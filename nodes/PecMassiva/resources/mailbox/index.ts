import type { INodeProperties } from 'n8n-workflow';

import { routing } from '../../../shared/dispatch/routing';
import { readingOne } from '../../policies';
import { getQuotaFields, prepareQuota, toQuota } from './getQuota';

export const mailboxOperations: INodeProperties = {
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	displayOptions: { show: { resource: ['mailbox'] } },
	options: [
		{
			name: 'Get Quota',
			value: 'getQuota',
			action: 'Get mailbox quota',
			description: 'Get how much of the mailbox is used',
			routing: routing({
				policy: readingOne,
				request: { method: 'GET', url: '/quota' },
				prepare: prepareQuota,
				toItems: toQuota,
			}),
		},
	],
	default: 'getQuota',
};

export const mailboxFields: INodeProperties[] = [...getQuotaFields];
