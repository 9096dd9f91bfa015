import { updateDisplayOptions, type INodeProperties } from 'n8n-workflow';

import {
	combineItems,
	deduplicationKey,
	maxConcurrentRequests,
	options,
	returnAllOrLimit,
} from '../shared/descriptions';
import { ofKind } from '../shared/parameters/kind';
import {
	mailFields,
	mailSettings,
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
const ofMail = {
	show: { '/resource': ['message', 'scheduledMessage'], '/operation': ['create', 'send'] },
};
const ofMailbox = { show: { '/resource': ['mailbox'], '/operation': ['create'] } };
const ofMailOrMailbox = {
	show: {
		'/resource': ['mailbox', 'message', 'scheduledMessage'],
		'/operation': ['create', 'send'],
	},
};
const ofProject = { show: { '/resource': ['project'], '/operation': ['create'] } };

/** Empty to have one created. Messages and mailboxes share it, because a collection has each name once. */
const uid: INodeProperties = ofKind('id', {
	displayName: 'UID',
	name: 'uid',
	type: 'string',
	default: '',
	placeholder: 'e.g. order-1001',
	hint: 'Without it, PostageApp makes one for a mailbox. That of a message is made from the execution and the content, and stays the same if the execution is retried.',
	description:
		'What it is known by, unique in the project. PostageApp takes each UID of a message once, so nothing is sent twice.',
});

const additionalFields: INodeProperties = {
	displayName: 'Additional Fields',
	name: 'additionalFields',
	type: 'collection',
	placeholder: 'Add field',
	default: {},
	displayOptions: {
		show: {
			resource: ['mailbox', 'message', 'project', 'scheduledMessage'],
			operation: ['create', 'send'],
		},
	},
	options: [
		...updateDisplayOptions(ofMail, [mailSettings.attachments]),
		...updateDisplayOptions(ofProject, [projectSettings.clickTracking]),
		...updateDisplayOptions(ofMail, [mailSettings.textCss]),
		...updateDisplayOptions(ofProject, [projectSettings.group]),
		...updateDisplayOptions(ofMailbox, [mailboxSettings.label]),
		...updateDisplayOptions(ofProject, [projectSettings.openTracking]),
		...updateDisplayOptions(ofMail, [mailSettings.headers]),
		...updateDisplayOptions(ofMailbox, [mailboxSettings.port]),
		...updateDisplayOptions(ofMail, [mailSettings.replyTo, mailSettings.template]),
		...updateDisplayOptions(ofMailbox, [mailboxSettings.tls]),
		...updateDisplayOptions(ofMailOrMailbox, [uid]),
		...updateDisplayOptions(ofProject, [projectSettings.unsubscribeHeader]),
		...updateDisplayOptions(ofMail, [mailSettings.variables, mailSettings.variablesJson]),
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

/** All fields of the form, in order: each name once. */
export const fields: INodeProperties[] = [
	...scheduleFields,
	...updateDisplayOptions(newMails, mailFields()),
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
