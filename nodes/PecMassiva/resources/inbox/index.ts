import type { INodeProperties } from 'n8n-workflow';

import { routing } from '../../../shared/dispatch/routing';
import { readingOne } from '../../policies';
import { deleteFields, deletingMails, prepareDeletion, toDeleted } from './delete';
import { getFields, prepareMail, toMail } from './get';
import { getManyFields, listing, prepareSearch, toMails } from './getMany';

export const inboxOperations: INodeProperties = {
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	displayOptions: { show: { resource: ['inbox'] } },
	options: [
		{
			name: 'Get Many',
			value: 'getMany',
			action: 'Get many inbox messages',
			description: 'Get the messages of the inbox, and what each of them is',
			routing: routing({
				policy: listing,
				request: { method: 'GET', url: '/inbox' },
				prepare: prepareSearch,
				toItems: toMails,
			}),
		},
		{
			name: 'Get',
			value: 'get',
			action: 'Get inbox message',
			description: 'Get a message with its text',
			routing: routing({
				policy: readingOne,
				request: { method: 'GET', url: '/inbox' },
				prepare: prepareMail,
				toItems: toMail,
			}),
		},
		{
			name: 'Delete',
			value: 'delete',
			action: 'Delete inbox messages',
			description: 'Delete one or many messages from the inbox',
			routing: routing({
				policy: deletingMails,
				request: { method: 'DELETE', url: '/inbox' },
				prepare: prepareDeletion,
				toItems: toDeleted,
			}),
		},
	],
	default: 'getMany',
};

export const inboxFields: INodeProperties[] = [...getManyFields, ...getFields, ...deleteFields];
