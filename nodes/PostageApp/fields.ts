import { updateDisplayOptions, type INodeProperties } from 'n8n-workflow';

import {
	combineItems,
	deduplicationKey,
	maxConcurrentRequests,
	options,
	returnAllOrLimit,
} from '../shared/descriptions';
import {
	mailFields,
	newUidField,
	otherArgumentsField,
	recipientOverrideField,
} from './mail/fields';
import { waitForFinalStatus } from '../shared/waiting/options';
import { postageAppRateLimit } from './policies';
import { mailboxFields } from './resources/mailbox';
import { mailboxSettings } from './resources/mailbox/create';
import { messageFields } from './resources/message';
import { historyDetails, historyRange } from './resources/message/getHistory';
import { methodFields } from './resources/method';
import { projectFields } from './resources/project';
import { projectSettings } from './resources/project/create';
import { scheduledMessageFields } from './resources/scheduledMessage';
import { scheduleFields } from './resources/scheduledMessage/create';

const newMails = {
	show: { resource: ['message', 'scheduledMessage'], operation: ['create', 'send'] },
};
const lists = {
	show: {
		resource: ['mailbox', 'message', 'method', 'scheduledMessage', 'suppression'],
		operation: ['getHistory', 'getMany'],
	},
};
const ofMailbox = { show: { '/resource': ['mailbox'], '/operation': ['create'] } };
const ofProject = { show: { '/resource': ['project'], '/operation': ['create'] } };

const additionalFields: INodeProperties = {
	displayName: 'Additional Fields',
	name: 'additionalFields',
	type: 'collection',
	placeholder: 'Add field',
	default: {},
	displayOptions: { show: { resource: ['mailbox', 'project'], operation: ['create'] } },
	options: [
		...updateDisplayOptions(ofProject, [projectSettings.clickTracking, projectSettings.group]),
		...updateDisplayOptions(ofMailbox, [mailboxSettings.label]),
		...updateDisplayOptions(ofProject, [projectSettings.openTracking]),
		...updateDisplayOptions(ofMailbox, [
			mailboxSettings.port,
			mailboxSettings.tls,
			mailboxSettings.uid,
		]),
		...updateDisplayOptions(ofProject, [projectSettings.unsubscribeHeader]),
	],
};

const send = { show: { '/resource': ['message'], '/operation': ['send'] } };
const follows = { show: { '/resource': ['message'], '/operation': ['getStatus'] } };
const mails = {
	show: {
		'/resource': ['message', 'scheduledMessage'],
		'/operation': ['create', 'send', 'update'],
	},
};
const sends = {
	show: {
		'/resource': ['message', 'project', 'scheduledMessage'],
		'/operation': ['create', 'createMany', 'send'],
	},
};

/** What the operations have beside each other in the form: each name once. */
export const fields: INodeProperties[] = [
	...scheduleFields,
	...updateDisplayOptions(newMails, [...mailFields(), newUidField]),
	...messageFields,
	...historyDetails,
	...updateDisplayOptions(lists, returnAllOrLimit),
	...historyRange,
	...scheduledMessageFields,
	...projectFields,
	...mailboxFields,
	...methodFields,
	additionalFields,
	options(
		{
			resource: [
				'account',
				'mailbox',
				'message',
				'method',
				'project',
				'scheduledMessage',
				'suppression',
			],
			operation: [
				'call',
				'create',
				'createMany',
				'delete',
				'get',
				'getHistory',
				'getInfo',
				'getMany',
				'getMetrics',
				'getReceipt',
				'getRecipients',
				'getStatus',
				'getTransmissions',
				'send',
				'update',
			],
		},
		[
			...updateDisplayOptions(send, [combineItems]),
			maxConcurrentRequests(postageAppRateLimit.inFlight),
			...updateDisplayOptions(mails, [otherArgumentsField]),
			...updateDisplayOptions(sends, [deduplicationKey]),
			...updateDisplayOptions(mails, [recipientOverrideField]),
			...waitForFinalStatus(follows, 'Mail merge from a sheet, and a delivery report'),
		],
	),
];
