import type { INodeProperties } from 'n8n-workflow';

import { routing } from '../../../shared/dispatch/routing';
import { call } from '../../api';
import { reading, readingOne } from '../../policies';
import { messageBatching } from './batching';
import { prepareHistory, readingHistory, toHistory } from './getHistory';
import { prepareMessages, readingMessages, toMessages } from './getMany';
import { toReceipt } from './getReceipt';
import { toRecipients } from './getRecipients';
import { prepareStatus, followingMessages, getStatusFields, toStatus } from './getStatus';
import { toTransmissions } from './getTransmissions';
import { byUid, messageUidFields } from './messageUid';
import { prepareMessage, readSent, sendingMessages } from './send';

export const messageOperations: INodeProperties = {
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	displayOptions: { show: { resource: ['message'] } },
	options: [
		{
			name: 'Get History',
			value: 'getHistory',
			action: 'Get message history',
			description: 'Get what was sent in a time, by message or by recipient',
			routing: routing({
				policy: readingHistory,
				request: call('messages_history'),
				prepare: prepareHistory,
				toItems: toHistory,
			}),
		},
		{
			name: 'Get Many',
			value: 'getMany',
			action: 'Get many messages',
			description: 'Get the messages that PostageApp keeps, with how many were delivered',
			routing: routing({
				policy: readingMessages,
				request: call('get_messages'),
				prepare: prepareMessages,
				toItems: toMessages,
			}),
		},
		{
			name: 'Get Receipt',
			value: 'getReceipt',
			action: 'Get message receipt',
			description: 'Confirm that a message was taken on, by its UID',
			routing: routing({
				policy: readingOne,
				request: call('get_message_receipt'),
				prepare: byUid('messageUid'),
				toItems: toReceipt,
			}),
		},
		{
			name: 'Get Recipients',
			value: 'getRecipients',
			action: 'Get message recipients',
			description: 'Get the deliverability of each recipient of a message',
			routing: routing({
				policy: reading,
				request: call('get_recipients_list'),
				prepare: byUid('messageUid'),
				toItems: toRecipients,
			}),
		},
		{
			name: 'Get Status',
			value: 'getStatus',
			action: 'Get message status',
			description: 'Get how many recipients have got a message, and who',
			routing: routing({
				policy: followingMessages,
				request: call('message_status'),
				prepare: prepareStatus,
				toItems: toStatus,
			}),
		},
		{
			name: 'Get Transmissions',
			value: 'getTransmissions',
			action: 'Get message transmissions',
			description:
				'Get what became of a message for each recipient: delivered, opened, clicked. PostageApp tries to deliver for up to 24 hours, and asks to look at most once an hour.',
			routing: routing({
				policy: reading,
				request: call('get_message_transmissions'),
				prepare: byUid('messageUid'),
				toItems: toTransmissions,
			}),
		},
		{
			name: 'Send',
			value: 'send',
			action: 'Send email or mail merge',
			description: 'Send mail to one or many recipients, each with values of their own',
			routing: routing({
				policy: { ...sendingMessages, batching: messageBatching },
				request: call('send_message'),
				prepare: prepareMessage,
				readResponse: readSent,
			}),
		},
	],
	default: 'send',
};

export const messageFields: INodeProperties[] = [...messageUidFields, ...getStatusFields];
