import type { INodeProperties } from 'n8n-workflow';

import { readAnswer } from '../../../shared/response';
import { dispatch } from '../../../shared/dispatch';
import { reading } from '../../policies';
import { addressSend } from './code';
import { deleteReceiptsFields, deletingReceipts, toDeletedReceipts } from './deleteReceipts';
import { addressStatus, getStatusFields, toStatus } from './getStatus';
import { buildMessage, sendFields, sendingMessages, toSent } from './send';

const showOnlyForMessage = { resource: ['message'] };

export const messageDescription: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: showOnlyForMessage },
		options: [
			{
				name: 'Delete Receipts',
				value: 'deleteReceipts',
				action: 'Delete receipts of a message',
				description: 'Delete the receipts and delivery mails of a message from the inbox',
				routing: {
					request: { method: 'DELETE', url: '/send' },
					send: { preSend: [addressSend], paginate: true },
					operations: { pagination: dispatch(deletingReceipts) },
					output: { postReceive: [readAnswer(deletingReceipts), toDeletedReceipts] },
				},
			},
			{
				name: 'Get Status',
				value: 'getStatus',
				action: 'Get the status of a message',
				description: 'Get the receipts of a message and what became of it for each recipient',
				routing: {
					request: { method: 'GET', url: '/send' },
					send: { preSend: [addressStatus], paginate: true },
					operations: { pagination: dispatch(reading) },
					output: { postReceive: [toStatus] },
				},
			},
			{
				name: 'Send',
				value: 'send',
				action: 'Send a message',
				description: 'Send a certified mail (PEC) to one or many recipients',
				routing: {
					request: { method: 'POST', url: '/send' },
					send: { preSend: [buildMessage], paginate: true },
					operations: { pagination: dispatch(sendingMessages) },
					output: { postReceive: [readAnswer(sendingMessages), toSent] },
				},
			},
		],
		default: 'send',
	},
	...sendFields,
	...getStatusFields,
	...deleteReceiptsFields,
];
