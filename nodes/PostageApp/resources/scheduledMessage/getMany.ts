import type { INodeProperties } from 'n8n-workflow';

import { options, maxConcurrentRequests, returnAllOrLimit } from '../../../shared/descriptions';
import type { Policy } from '../../../shared/policy';
import type { Build } from '../../../shared/dispatch/routing';
import { withBody } from '../../method';
import { byPage, firstPage } from '../../pagination';
import { postageAppRateLimit, reading } from '../../policies';
import { eventKey } from './events';

const showOnlyForGetMany = { resource: ['scheduledMessage'], operation: ['getMany'] };

export const listEvents: Build = async function (request) {
	return withBody(request, { arguments: firstPage(this) });
};

export const readingEvents: Policy = { ...reading, pagination: byPage(eventKey) };

export const getManyFields: INodeProperties[] = [
	...returnAllOrLimit(showOnlyForGetMany),
	options(showOnlyForGetMany, [maxConcurrentRequests(postageAppRateLimit.inFlight)]),
];
