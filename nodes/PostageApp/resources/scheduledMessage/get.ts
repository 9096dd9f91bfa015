import type { INodeProperties } from 'n8n-workflow';

import { options, maxConcurrentRequests } from '../../../shared/descriptions';
import { postageAppRateLimit } from '../../policies';
import { uidField } from '../message/uid';

const showOnlyForGet = { resource: ['scheduledMessage'], operation: ['get'] };

export const getFields: INodeProperties[] = [
	uidField(showOnlyForGet, 'The UID that the scheduled message was made with'),
	options(showOnlyForGet, [maxConcurrentRequests(postageAppRateLimit.inFlight)]),
];
