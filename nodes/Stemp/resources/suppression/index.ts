import type { INodeProperties } from 'n8n-workflow';

import { readAnswer } from '../../../shared/response';
import { dispatch } from '../../../shared/dispatch';
import type { Policy } from '../../../shared/policy';
import { firstPage, pagination, toRows } from '../../lists';
import { reading } from '../../policies';
import { getManyFields, SUPPRESSIONS } from './getMany';

const listing: Policy = { ...reading, pagination };

export const suppressionDescription: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['suppression'] } },
		options: [
			{
				name: 'Get Many',
				value: 'getMany',
				action: 'Get many suppressions',
				description: 'Get the addresses that get no e-mails any more, and why',
				routing: {
					request: { method: 'GET', url: SUPPRESSIONS },
					send: { preSend: [firstPage], paginate: true },
					operations: { pagination: dispatch(listing) },
					output: { postReceive: [readAnswer(listing), toRows()] },
				},
			},
		],
		default: 'getMany',
	},
	...getManyFields,
];
