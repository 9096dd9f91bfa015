import type { INodeProperties } from 'n8n-workflow';

import { readAnswer } from '../../../shared/response';
import { dispatch } from '../../../shared/dispatch';
import { call } from '../../method';
import { reading } from '../../policies';
import { messageBatching } from './batching';
import { askHistory, getHistoryFields, readingHistory, toHistory } from './getHistory';
import { getManyFields, listMessages, readingMessages, toMessages } from './getMany';
import { getReceiptFields, toReceipt } from './getReceipt';
import { getRecipientsFields, toRecipients } from './getRecipients';
import { askStatus, getStatusFields, toStatus } from './getStatus';
import { getTransmissionsFields, toTransmissions } from './getTransmissions';
import { sendFields } from './send';
import { buildMessage, readSent, sendingMessages } from './sending';
import { nameByUid } from './uid';

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
				name: 'Get History',
				value: 'getHistory',
				action: 'Get the history of messages',
				description: 'Get what was sent in a time, by message or by recipient',
				routing: {
					request: call('messages_history'),
					send: { preSend: [askHistory], paginate: true },
					operations: { pagination: dispatch(readingHistory) },
					output: { postReceive: [readAnswer(readingHistory), toHistory] },
				},
			},
			{
				name: 'Get Many',
				value: 'getMany',
				action: 'Get many messages',
				description: 'Get the messages that PostageApp keeps, with how many were delivered',
				routing: {
					request: call('get_messages'),
					send: { preSend: [listMessages], paginate: true },
					operations: { pagination: dispatch(readingMessages) },
					output: { postReceive: [readAnswer(readingMessages), toMessages] },
				},
			},
			{
				name: 'Get Receipt',
				value: 'getReceipt',
				action: 'Get the receipt of a message',
				description: 'Confirm that a message was taken on, by its UID',
				routing: {
					request: call('get_message_receipt'),
					send: { preSend: [nameByUid], paginate: true },
					operations: { pagination: dispatch(reading) },
					output: { postReceive: [readAnswer(reading), toReceipt] },
				},
			},
			{
				name: 'Get Recipients',
				value: 'getRecipients',
				action: 'Get the recipients of a message',
				description: 'Get how well each recipient of a message is to be reached',
				routing: {
					request: call('get_recipients_list'),
					send: { preSend: [nameByUid], paginate: true },
					operations: { pagination: dispatch(reading) },
					output: { postReceive: [readAnswer(reading), toRecipients] },
				},
			},
			{
				name: 'Get Status',
				value: 'getStatus',
				action: 'Get the status of a message',
				description: 'Get how many recipients have got a message, and who',
				routing: {
					request: call('message_status'),
					send: { preSend: [askStatus], paginate: true },
					operations: { pagination: dispatch(reading) },
					output: { postReceive: [readAnswer(reading), toStatus] },
				},
			},
			{
				name: 'Get Transmissions',
				value: 'getTransmissions',
				action: 'Get the transmissions of a message',
				description: 'Get what became of a message for each recipient: delivered, opened, clicked',
				routing: {
					request: call('get_message_transmissions'),
					send: { preSend: [nameByUid], paginate: true },
					operations: { pagination: dispatch(reading) },
					output: { postReceive: [readAnswer(reading), toTransmissions] },
				},
			},
			{
				name: 'Send',
				value: 'send',
				action: 'Send a message',
				description: 'Send mail to one or many recipients, each with values of their own',
				routing: {
					request: call('send_message'),
					send: { preSend: [buildMessage], paginate: true },
					operations: { pagination: dispatch({ ...sendingMessages, batching: messageBatching }) },
					output: { postReceive: [readSent] },
				},
			},
		],
		default: 'send',
	},
	...sendFields,
	...getReceiptFields,
	...getRecipientsFields,
	...getStatusFields,
	...getTransmissionsFields,
	...getManyFields,
	...getHistoryFields,
];
