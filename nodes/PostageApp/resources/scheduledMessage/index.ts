import type { INodeProperties } from 'n8n-workflow';

import { routing } from '../../../shared/dispatch/routing';
import { call } from '../../api';
import { readingOne } from '../../policies';
import { byUid, scheduledMessageUidFields } from '../message/messageUid';
import { prepareEvent } from './create';
import { createManyFields, prepareEvents } from './createMany';
import { toEvent, toEvents } from './events';
import { prepareList, readingEvents } from './getMany';
import { readScheduled, schedulingMessages } from './scheduling';
import { changingEvents, prepareChange, toUpdated, updateFields } from './update';

export const scheduledMessageOperations: INodeProperties = {
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	displayOptions: { show: { resource: ['scheduledMessage'] } },
	options: [
		{
			name: 'Create',
			value: 'create',
			action: 'Create scheduled message',
			description: 'Send a message later, once or again and again',
			routing: routing({
				policy: schedulingMessages,
				request: call('create_scheduled_event'),
				prepare: prepareEvent,
				readResponse: readScheduled,
			}),
		},
		{
			name: 'Create Many',
			value: 'createMany',
			action: 'Create many scheduled messages',
			description: 'Create several scheduled messages by one request',
			routing: routing({
				policy: schedulingMessages,
				request: call('create_scheduled_events'),
				prepare: prepareEvents,
				readResponse: readScheduled,
			}),
		},
		{
			name: 'Get',
			value: 'get',
			action: 'Get scheduled message',
			description: 'Get the schedule and the content of a scheduled message',
			routing: routing({
				policy: readingOne,
				request: call('get_scheduled_event'),
				prepare: byUid('scheduledMessageUid'),
				toItems: toEvent,
			}),
		},
		{
			name: 'Get Many',
			value: 'getMany',
			action: 'Get many scheduled messages',
			description: 'Get the scheduled messages of the project',
			routing: routing({
				policy: readingEvents,
				request: call('list_scheduled_events'),
				prepare: prepareList,
				toItems: toEvents,
			}),
		},
		{
			name: 'Update',
			value: 'update',
			action: 'Update scheduled message',
			description: 'Change the schedule or the message, suspend it, or activate it again',
			routing: routing({
				policy: changingEvents,
				request: call('update_scheduled_event'),
				prepare: prepareChange,
				toItems: toUpdated,
			}),
		},
	],
	default: 'create',
};

export const scheduledMessageFields: INodeProperties[] = [
	...createManyFields,
	...scheduledMessageUidFields,
	...updateFields,
];
