import type { INodeProperties } from 'n8n-workflow';

import { options, maxConcurrentRequests, returnAllOrLimit } from '../../../shared/descriptions';
import { stempPace } from '../../policies';

const showOnlyForGetMany = { resource: ['user'], operation: ['getMany'] };

export const getManyFields: INodeProperties[] = [
	...returnAllOrLimit(showOnlyForGetMany),
	options(showOnlyForGetMany, [maxConcurrentRequests(stempPace.inFlight)]),
];
