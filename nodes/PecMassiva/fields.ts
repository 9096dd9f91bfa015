import { updateDisplayOptions, type INodeProperties } from 'n8n-workflow';

import {
	deduplicationKey,
	maxConcurrentRequests,
	options,
	simplifyOrPreview,
} from '../shared/descriptions';
import { waitForFinalStatus } from '../shared/waiting/options';
import { readRateLimit } from './policies';
import { inboxFields } from './resources/inbox';
import { mailboxFields } from './resources/mailbox';
import { messageFields } from './resources/message';
import { attachmentFormat, confirmLostSendsFor, sender } from './resources/message/send';

const send = { show: { '/resource': ['message'], '/operation': ['send'] } };
const follows = { show: { '/resource': ['message'], '/operation': ['getStatus'] } };
const reads = {
	show: { '/resource': ['inbox', 'message'], '/operation': ['get', 'getMany', 'getStatus'] },
};

const simplifies = {
	show: { resource: ['inbox', 'message'], operation: ['getMany', 'send'] },
};

/** All fields of the form, in order: each name once. */
export const fields: INodeProperties[] = [
	...messageFields,
	...inboxFields,
	...mailboxFields,
	...updateDisplayOptions(simplifies, [simplifyOrPreview]),
	options({ resource: ['inbox', 'message'], operation: ['get', 'getMany', 'getStatus', 'send'] }, [
		...updateDisplayOptions(send, [attachmentFormat, confirmLostSendsFor]),
		...updateDisplayOptions(reads, [maxConcurrentRequests(readRateLimit.inFlight)]),
		...updateDisplayOptions(send, [deduplicationKey, sender]),
		...waitForFinalStatus(follows, 'Wait for the delivery of a certified mail, with a deadline'),
	]),
];
