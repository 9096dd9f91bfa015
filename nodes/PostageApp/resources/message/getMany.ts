import type { INodeProperties } from 'n8n-workflow';

import type { Build, ToItems } from '../../../shared/dispatch/routing';
import { options, maxConcurrentRequests, returnAllOrLimit } from '../../../shared/descriptions';
import type { Policy } from '../../../shared/policy';
import { isObject, textOf } from '../../../shared/json';
import { overallStatus, statusDelivery } from '../../delivery';
import { dataOf, withBody } from '../../method';
import { byPage, firstPage } from '../../pagination';
import { postageAppRateLimit, reading } from '../../policies';

const showOnlyForGetMany = { resource: ['message'], operation: ['getMany'] };

export const listMessages: Build = async function (request) {
	return withBody(request, { arguments: firstPage(this) });
};

export const readingMessages: Policy = {
	...reading,
	pagination: byPage(({ json }) => textOf(json.uid)),
};

/** One item for each message: `data` is an object by uid, and not there when there are none. */
export const toMessages: ToItems = async ([{ json }]) =>
	Object.entries(dataOf(json)).map(([uid, given]) => {
		const row = isObject(given) ? given : {};
		const completed = Number(row.transmissions_completed);
		const failed = Number(row.transmissions_failed);
		const queued = Number(row.transmissions_total) - completed - failed;
		const status = overallStatus({ queued, failed, completed });
		return { json: { uid, ...row, delivery: statusDelivery(status) } };
	});

export const getManyFields: INodeProperties[] = [
	...returnAllOrLimit(showOnlyForGetMany),
	options(showOnlyForGetMany, [maxConcurrentRequests(postageAppRateLimit.inFlight)]),
];
