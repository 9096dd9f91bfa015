import type { INodeProperties } from 'n8n-workflow';

import {
	combineItems,
	options,
	maxConcurrentRequests,
	deduplicationKey,
	type Show,
} from '../../../shared/descriptions';
import { postageAppRateLimit } from '../../policies';
import { mailFields, mailOptions } from './mail';

const showOnlyForSend = { resource: ['message'], operation: ['send'] };

/** The uid of what is being made: empty for one of its own. */
export const newUidField = (show: Show): INodeProperties => ({
	displayName: 'UID',
	name: 'uid',
	type: 'string',
	default: '',
	placeholder: 'e.g. order-1001',
	hint: 'Leave it empty for one that is made from the execution and the content, and stays the same if the execution is retried',
	displayOptions: { show },
	description:
		'What makes it unique in the project: PostageApp takes each UID once, so nothing is sent twice',
});

export const sendFields: INodeProperties[] = [
	...mailFields(showOnlyForSend),
	newUidField(showOnlyForSend),
	options(showOnlyForSend, [
		combineItems,
		...mailOptions,
		maxConcurrentRequests(postageAppRateLimit.inFlight),
		deduplicationKey,
	]),
];
