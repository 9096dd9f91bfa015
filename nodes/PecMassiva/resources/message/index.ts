import type { INodeProperties } from 'n8n-workflow';

import { routing } from '../../../shared/dispatch/routing';
import { following } from '../../policies';
import { deletingReceipts, prepareDeletion, toDeletedReceipts } from './deleteReceipts';
import { getStatusFields, prepareStatus, toStatus } from './getStatus';
import { prepareMessage } from './message';
import { codeFields } from './messageCode';
import { sendFields, sendingMessages, toSent } from './send';

export const messageOperations: INodeProperties = {
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	displayOptions: { show: { resource: ['message'] } },
	options: [
		{
			name: 'Send',
			value: 'send',
			action: 'Send certified email (PEC)',
			description: 'Send a certified mail (PEC) to one or many recipients',
			routing: routing({
				policy: sendingMessages,
				request: { method: 'POST', url: '/send' },
				prepare: prepareMessage,
				toItems: toSent,
			}),
		},
		{
			name: 'Delete Receipts',
			value: 'deleteReceipts',
			action: 'Delete message receipts',
			description: 'Delete the receipts and delivery mails of a message from the inbox',
			routing: routing({
				policy: deletingReceipts,
				request: { method: 'DELETE', url: '/send' },
				prepare: prepareDeletion,
				toItems: toDeletedReceipts,
			}),
		},
		{
			name: 'Get Status',
			value: 'getStatus',
			action: 'Get message status',
			description: 'Get the receipts of a message and what became of it for each recipient',
			routing: routing({
				policy: following,
				request: { method: 'GET', url: '/send' },
				prepare: prepareStatus,
				readResponse: toStatus,
			}),
		},
	],
	default: 'send',
};

export const messageFields: INodeProperties[] = [...sendFields, ...codeFields, ...getStatusFields];
