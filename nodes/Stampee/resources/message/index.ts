import type { INodeProperties } from 'n8n-workflow';

import { routing } from '../../../shared/dispatch/routing';
import { following, reading } from '../../policies';
import { letterBatching } from './batching';
import { buildMessageRequest, withDelivery } from './get';
import { getEvidenceFields, prepareEvidence, toEvidence } from './getEvidence';
import { prepareLetter } from './letter';
import { messageIdFields } from './messageId';
import { sendFields, sendingLetters, toMessages } from './send';

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
			action: 'Send registered or simple letter',
			description: 'Send a simple letter (LS) or a registered letter (LRE)',
			routing: routing({
				policy: { ...sendingLetters, batching: letterBatching },
				request: { method: 'POST', url: '/messages/bulk_send' },
				prepare: prepareLetter,
				toItems: toMessages,
			}),
		},
		{
			name: 'Get',
			value: 'get',
			action: 'Get message',
			description: 'Get the status of a message and the links to its evidence',
			routing: routing({
				policy: following,
				request: { method: 'GET', url: '/messages' },
				build: buildMessageRequest,
				toItems: withDelivery,
			}),
		},
		{
			name: 'Get Evidence',
			value: 'getEvidence',
			action: 'Get message evidence',
			description: 'Get the PDF documents that prove what became of a message',
			routing: routing({
				policy: reading,
				request: { method: 'GET', url: '/messages' },
				prepare: prepareEvidence,
				readResponse: toEvidence,
			}),
		},
	],
	default: 'send',
};

export const messageFields: INodeProperties[] = [
	...sendFields,
	...messageIdFields,
	...getEvidenceFields,
];
