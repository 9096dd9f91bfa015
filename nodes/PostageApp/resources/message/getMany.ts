import { messageDelivery } from '../../../shared/delivery';
import type { ToItems } from '../../../shared/dispatch/routing';
import { isObject, textOf } from '../../../shared/json';
import type { Policy } from '../../../shared/policy';
import type { Prepare } from '../../../shared/run/job';
import { byPage, dataOf, firstPage, type Listing } from '../../api';
import { listedDelivery } from '../../delivery';
import { reading } from '../../policies';

export const prepareMessages: Prepare<Listing> = async function (request) {
	return firstPage(this, request);
};

export const readingMessages: Policy<Listing> = {
	...reading,
	pagination: byPage(({ json }) => textOf(json.uid)),
};

/** One item for each message: `data` is an object by uid, and missing if there are none. */
export const toMessages: ToItems = async ([{ json }]) =>
	Object.entries(dataOf(json)).map(([uid, given]) => {
		const row = isObject(given) ? given : {};
		return { json: { uid, ...row, delivery: messageDelivery(uid, listedDelivery(row)) } };
	});
