import type { IExecuteSingleFunctions, IHttpRequestOptions } from 'n8n-workflow';

import type { RequestOptions } from '../policy';
import { runOf } from './run';
import { sendable } from './sendable';

export type PreSend = (
	this: IExecuteSingleFunctions,
	request: IHttpRequestOptions,
) => Promise<IHttpRequestOptions>;

/** Requests that turned out wrong before they were sent, and why. */
const refused = new WeakMap<object, Error>();

/** What leaves for an item, by the item's context and by its own request. */
const departures = new WeakMap<object, { request: RequestOptions }>();

/**
 * Wraps the function that checks an item's input and builds its request. What it throws is kept for
 * dispatch, which throws it at the right moment: before anything of the run is sent, and with the
 * item's link. (n8n would throw it at once, while other items are on their way.)
 */
export function prepare(build: PreSend): PreSend {
	return async function (request) {
		try {
			const built = await runOf(this).preparations.track(build.call(this, request));
			const own = sendable(this, built);
			const departure = { request: own };
			departures.set(this, departure).set(own, departure);
			return own;
		} catch (reason) {
			refuse(request, reason as Error);
			return request;
		}
	};
}

/** Notes that a request must not be sent. */
export const refuse = (request: object, reason: Error) => refused.set(request, reason);

/** Why a request must not be sent, or undefined if it may. */
export const refusalOf = (request: object) => refused.get(request);

/** Notes what leaves in the name of the item whose own request it is: that, or one for other items too. */
export function noteDeparture(own: RequestOptions, request: RequestOptions): void {
	const departure = departures.get(own);
	if (departure) departure.request = request;
}

/** The body that an item's answer is the answer to. */
export const sentBody = (context: IExecuteSingleFunctions): object =>
	(departures.get(context)?.request.body ?? {}) as object;
