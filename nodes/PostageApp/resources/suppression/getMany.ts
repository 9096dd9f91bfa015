import type { INodeProperties } from 'n8n-workflow';

import type { ToItems } from '../../../shared/dispatch/routing';
import { options, maxConcurrentRequests, returnAllOrLimit } from '../../../shared/descriptions';
import { limitOf } from '../../../shared/parameters/limit';
import { postageAppRateLimit } from '../../policies';
import { suppressionsIn } from './suppressions';

const showOnlyForGetMany = { resource: ['suppression'], operation: ['getMany'] };

/** PostageApp documents no pagination. */
export const toSuppressions: ToItems = async function ([{ json }]) {
	const items = suppressionsIn(json).map((suppression) => ({ json: suppression }));
	return items.slice(0, limitOf(this));
};

export const getManyFields: INodeProperties[] = [
	...returnAllOrLimit(showOnlyForGetMany),
	options(showOnlyForGetMany, [maxConcurrentRequests(postageAppRateLimit.inFlight)]),
];
