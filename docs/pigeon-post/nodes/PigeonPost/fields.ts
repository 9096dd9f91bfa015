import { updateDisplayOptions, type INodeProperties } from 'n8n-workflow';

import { deduplicationKey, maxConcurrentRequests, options } from '../shared/descriptions';
import { pigeonPostRateLimit } from './policies';
import { letterFields } from './resources/letter';

const send = { show: { '/resource': ['letter'], '/operation': ['send'] } };

/** What the operations have beside each other in the form: each name once. */
export const fields: INodeProperties[] = [
	...letterFields,
	options({ resource: ['letter'], operation: ['get', 'getMany', 'getReceipt', 'send'] }, [
		maxConcurrentRequests(pigeonPostRateLimit.inFlight),
		...updateDisplayOptions(send, [deduplicationKey]),
	]),
];
