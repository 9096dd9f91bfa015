import type { INodeProperties } from 'n8n-workflow';

import { options, maxConcurrentRequests, returnAllOrLimit } from '../../../shared/descriptions';
import { EMAILS } from '../../logs';
import { stempPace } from '../../policies';

const showOnlyForGetMany = { resource: ['suppression'], operation: ['getMany'] };

/** Where the suppressed addresses are listed. */
export const SUPPRESSIONS = `${EMAILS}/suppressions`;

export const getManyFields: INodeProperties[] = [
	...returnAllOrLimit(showOnlyForGetMany),
	options(showOnlyForGetMany, [maxConcurrentRequests(stempPace.inFlight)]),
];
