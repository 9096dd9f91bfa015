import type { INodeProperties } from 'n8n-workflow';

import { options, maxConcurrentRequests, returnAllOrLimit } from '../../../shared/descriptions';
import type { Policy } from '../../../shared/dispatch/policy';
import { prepare } from '../../../shared/dispatch/prepare';
import { withBody } from '../../method';
import { byPage, firstPage } from '../../paging';
import { postageAppPace, reading } from '../../policies';
import { eventKey } from './events';

const showOnlyForGetMany = { resource: ['scheduledMessage'], operation: ['getMany'] };

export const listEvents = prepare(async function (request) {
	return withBody(request, { arguments: firstPage(this) });
});

export const readingEvents: Policy = { ...reading, paging: byPage(eventKey) };

export const getManyFields: INodeProperties[] = [
	...returnAllOrLimit(showOnlyForGetMany),
	options(showOnlyForGetMany, [maxConcurrentRequests(postageAppPace.inFlight)]),
];
