import type { INodeProperties } from 'n8n-workflow';

import type { PostReceive } from '../../../shared/answer';
import { options, requestsAtOnce, returnAllOrLimit } from '../../../shared/descriptions';
import { cut } from '../../cut';
import { postageAppPace } from '../../policies';
import { suppressionsIn } from './suppressions';

const showOnlyForGetMany = { resource: ['suppression'], operation: ['getMany'] };

/** PostageApp documents no paging. */
export const toSuppressions: PostReceive = async function ([{ json }]) {
	const items = suppressionsIn(json).map((suppression) => ({ json: suppression }));
	return cut(this, items);
};

export const getManyFields: INodeProperties[] = [
	...returnAllOrLimit(showOnlyForGetMany),
	options(showOnlyForGetMany, [requestsAtOnce(postageAppPace.inFlight)]),
];
