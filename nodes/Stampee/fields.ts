import { updateDisplayOptions, type INodeProperties } from 'n8n-workflow';

import {
	combineItems,
	deduplicationKey,
	maxConcurrentRequests,
	options,
} from '../shared/descriptions';
import { waitForFinalStatus } from '../shared/waiting/options';
import { stampeeRateLimit } from './policies';
import { customerFields } from './resources/customer';
import { messageFields } from './resources/message';

const send = { show: { '/resource': ['message'], '/operation': ['send'] } };
const follows = { show: { '/resource': ['message'], '/operation': ['get'] } };
const sends = { show: { '/resource': ['customer', 'message'], '/operation': ['create', 'send'] } };

/** All fields of the form, in order: each name once. */
export const fields: INodeProperties[] = [
	...messageFields,
	...customerFields,
	options(
		{
			resource: ['customer', 'message'],
			operation: ['create', 'get', 'getEvidence', 'getMany', 'send'],
		},
		[
			...updateDisplayOptions(send, [combineItems]),
			maxConcurrentRequests(stampeeRateLimit.inFlight),
			...updateDisplayOptions(sends, [deduplicationKey]),
			...waitForFinalStatus(
				follows,
				'Wait for the delivery of a registered letter, with a deadline',
			),
		],
	),
];
