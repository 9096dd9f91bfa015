import type { INodeProperties } from 'n8n-workflow';

import { readAnswer } from '../../../shared/response';
import { dispatch } from '../../../shared/dispatch';
import { deleting, reading } from '../../policies';
import { deleteFields, readDoomed } from './delete';
import { addressMail, getFields, toMail } from './get';
import { getManyFields, listing, searchInbox, toMails } from './getMany';
import { deleteHighestFirst } from './highestFirst';

const showOnlyForInbox = { resource: ['inbox'] };

export const inboxDescription: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: showOnlyForInbox },
		options: [
			{
				name: 'Delete',
				value: 'delete',
				action: 'Delete messages from the inbox',
				description: 'Delete one or many messages from the inbox',
				routing: {
					request: { method: 'DELETE', url: '/inbox' },
					send: { preSend: [readDoomed], paginate: true },
					operations: { pagination: deleteHighestFirst },
					output: { postReceive: [readAnswer(deleting)] },
				},
			},
			{
				name: 'Get',
				value: 'get',
				action: 'Get a message from the inbox',
				description: 'Get a message with its text',
				routing: {
					request: { method: 'GET', url: '/inbox' },
					send: { preSend: [addressMail], paginate: true },
					operations: { pagination: dispatch(reading) },
					output: { postReceive: [readAnswer(reading), toMail] },
				},
			},
			{
				name: 'Get Many',
				value: 'getMany',
				action: 'Get many messages from the inbox',
				description: 'Get the messages of the inbox, and what each of them is',
				routing: {
					request: { method: 'GET', url: '/inbox' },
					send: { preSend: [searchInbox], paginate: true },
					operations: { pagination: dispatch(listing) },
					output: { postReceive: [readAnswer(listing), toMails] },
				},
			},
		],
		default: 'getMany',
	},
	...getManyFields,
	...getFields,
	...deleteFields,
];
