import type { INodeProperties } from 'n8n-workflow';

import { readAnswer } from '../../../shared/response';
import { dispatch } from '../../../shared/dispatch';
import { EMAILS } from '../../logs';
import { reading } from '../../policies';
import { getFields, searchEmail, searchingLogs, toWantedLog } from './get';
import { addressEvents, getEventsFields, toEvents } from './getEvents';
import { filterBySource, getManyFields, listingLogs, toLogs } from './getMany';
import { buildMail, sendingMails, toSentMail } from './mail';
import { sendFields } from './send';

const showOnlyForEmail = { resource: ['email'] };

export const emailDescription: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: showOnlyForEmail },
		options: [
			{
				name: 'Get',
				value: 'get',
				action: 'Get an email',
				description: 'Get an e-mail from the logs, also by the message ID that Send gave',
				routing: {
					request: { method: 'GET', url: EMAILS },
					send: { preSend: [searchEmail], paginate: true },
					operations: { pagination: dispatch(searchingLogs) },
					output: { postReceive: [readAnswer(searchingLogs), toWantedLog] },
				},
			},
			{
				name: 'Get Events',
				value: 'getEvents',
				action: 'Get events of an email',
				description: 'Get the timeline of an e-mail: delivery, opens, clicks, bounce, complaint',
				routing: {
					request: { method: 'GET', url: EMAILS },
					send: { preSend: [addressEvents], paginate: true },
					operations: { pagination: dispatch(reading) },
					output: { postReceive: [readAnswer(reading), toEvents] },
				},
			},
			{
				name: 'Get Many',
				value: 'getMany',
				action: 'Get many emails',
				description: 'Get the logs of the organization: what was sent and what became of it',
				routing: {
					request: { method: 'GET', url: EMAILS },
					send: { preSend: [filterBySource], paginate: true },
					operations: { pagination: dispatch(listingLogs) },
					output: { postReceive: [readAnswer(listingLogs), toLogs] },
				},
			},
			{
				name: 'Send',
				value: 'send',
				action: 'Send an email',
				description: "Send an e-mail to one of the organization's users or members",
				routing: {
					request: { method: 'POST', url: EMAILS },
					send: { preSend: [buildMail], paginate: true },
					operations: { pagination: dispatch(sendingMails) },
					output: { postReceive: [toSentMail] },
				},
			},
		],
		default: 'send',
	},
	...sendFields,
	...getFields,
	...getEventsFields,
	...getManyFields,
];
