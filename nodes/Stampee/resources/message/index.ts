import type { INodeProperties } from 'n8n-workflow';

import { readAnswer } from '../../../shared/response';
import { dispatch } from '../../../shared/dispatch';
import { reading } from '../../policies';
import { addressMessage, getFields, withDelivery } from './get';
import { addressEvidence, getEvidenceFields, toEvidence } from './getEvidence';
import { letterBatching } from './batching';
import { buildLetter, sendingLetters, toMessages } from './letter';
import { sendFields } from './send';

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
				name: 'Get',
				value: 'get',
				action: 'Get a message',
				description: 'Get the status of a message and the links to its evidence',
				routing: {
					request: { method: 'GET', url: '/messages' },
					send: { preSend: [addressMessage], paginate: true },
					operations: { pagination: dispatch(reading) },
					output: { postReceive: [readAnswer(reading), withDelivery] },
				},
			},
			{
				name: 'Get Evidence',
				value: 'getEvidence',
				action: 'Get evidence of a message',
				description: 'Get the PDF documents that prove what became of a message',
				routing: {
					request: { method: 'GET', url: '/messages' },
					send: { preSend: [addressEvidence], paginate: true },
					operations: { pagination: dispatch(reading) },
					output: { postReceive: [toEvidence] },
				},
			},
			{
				name: 'Send',
				value: 'send',
				action: 'Send a message',
				description: 'Send a simple letter (LS) or a registered letter (LRE)',
				routing: {
					request: { method: 'POST', url: '/messages/bulk_send' },
					send: { preSend: [buildLetter], paginate: true },
					operations: { pagination: dispatch({ ...sendingLetters, batching: letterBatching }) },
					output: { postReceive: [readAnswer(sendingLetters), toMessages] },
				},
			},
		],
		default: 'send',
	},
	...sendFields,
	...getFields,
	...getEvidenceFields,
];
