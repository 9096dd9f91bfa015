import type { INodeProperties } from 'n8n-workflow';

import { readAnswer } from '../../../shared/response';
import { dispatch } from '../../../shared/dispatch';
import { call } from '../../method';
import { reading } from '../../policies';
import { nameByUid } from '../message/uid';
import { buildEvent, createFields } from './create';
import { buildEvents, createManyFields } from './createMany';
import { toEvent, toEvents } from './events';
import { getFields } from './get';
import { getManyFields, listEvents, readingEvents } from './getMany';
import { readScheduled, schedulingMessages } from './scheduling';
import { changeEvent, changingEvents, updateFields } from './update';

const showOnlyForScheduledMessage = { resource: ['scheduledMessage'] };

export const scheduledMessageDescription: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: showOnlyForScheduledMessage },
		options: [
			{
				name: 'Create',
				value: 'create',
				action: 'Create a scheduled message',
				description: 'Send a message later, once or again and again',
				routing: {
					request: call('create_scheduled_event'),
					send: { preSend: [buildEvent], paginate: true },
					operations: { pagination: dispatch(schedulingMessages) },
					output: { postReceive: [readScheduled] },
				},
			},
			{
				name: 'Create Many',
				value: 'createMany',
				action: 'Create many scheduled messages',
				description: 'Create several scheduled messages by one request',
				routing: {
					request: call('create_scheduled_events'),
					send: { preSend: [buildEvents], paginate: true },
					operations: { pagination: dispatch(schedulingMessages) },
					output: { postReceive: [readScheduled] },
				},
			},
			{
				name: 'Get',
				value: 'get',
				action: 'Get a scheduled message',
				description: 'Get the schedule and the content of a scheduled message',
				routing: {
					request: call('get_scheduled_event'),
					send: { preSend: [nameByUid], paginate: true },
					operations: { pagination: dispatch(reading) },
					output: { postReceive: [readAnswer(reading), toEvent] },
				},
			},
			{
				name: 'Get Many',
				value: 'getMany',
				action: 'Get many scheduled messages',
				description: 'Get the scheduled messages of the project',
				routing: {
					request: call('list_scheduled_events'),
					send: { preSend: [listEvents], paginate: true },
					operations: { pagination: dispatch(readingEvents) },
					output: { postReceive: [readAnswer(readingEvents), toEvents] },
				},
			},
			{
				name: 'Update',
				value: 'update',
				action: 'Update a scheduled message',
				description: 'Change the schedule or the message, suspend it, or activate it again',
				routing: {
					request: call('update_scheduled_event'),
					send: { preSend: [changeEvent], paginate: true },
					operations: { pagination: dispatch(changingEvents) },
					output: { postReceive: [readAnswer(changingEvents), toEvent] },
				},
			},
		],
		default: 'create',
	},
	...createFields,
	...createManyFields,
	...getFields,
	...getManyFields,
	...updateFields,
];
