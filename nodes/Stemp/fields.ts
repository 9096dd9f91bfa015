import { updateDisplayOptions, type INodeProperties } from 'n8n-workflow';

import {
	deduplicationKey,
	maxConcurrentRequests,
	options,
	returnAllOrLimit,
} from '../shared/descriptions';
import { waitForFinalStatus } from '../shared/waiting/options';
import { stempRateLimit } from './policies';
import { emailFields } from './resources/email';
import { pagesToSearch } from './resources/email/emailId';
import { outputRejected } from './resources/email/send';
import { userFields } from './resources/user';

const lists = { show: { resource: ['email', 'suppression', 'user'], operation: ['getMany'] } };
const send = { show: { '/resource': ['email'], '/operation': ['send'] } };
const follows = { show: { '/resource': ['email'], '/operation': ['get'] } };
const searches = { show: { '/resource': ['email'], '/operation': ['get', 'getEvents'] } };
const sends = { show: { '/resource': ['email', 'user'], '/operation': ['create', 'send'] } };

/** All fields of the form, in order: each name once. */
export const fields: INodeProperties[] = [
	...updateDisplayOptions(lists, returnAllOrLimit),
	...emailFields,
	...userFields,
	options(
		{
			resource: ['email', 'suppression', 'user'],
			operation: ['create', 'delete', 'get', 'getEvents', 'getMany', 'send', 'update'],
		},
		[
			maxConcurrentRequests(stempRateLimit.inFlight),
			...updateDisplayOptions(send, [outputRejected]),
			...updateDisplayOptions(searches, [pagesToSearch]),
			...updateDisplayOptions(sends, [deduplicationKey]),
			...waitForFinalStatus(
				follows,
				'Tell people about their reward, and remind those who did not read it',
			),
		],
	),
];
