import type { IExecuteSingleFunctions, IHttpRequestOptions } from 'n8n-workflow';

import { sendable } from './sendable';

export type PreSend = (
	this: IExecuteSingleFunctions,
	request: IHttpRequestOptions,
) => Promise<IHttpRequestOptions>;

/** Requests that turned out wrong before they were sent, and why. */
const refused = new WeakMap<object, Error>();

/**
 * Wraps the function that checks an item's input and builds its request. What it throws is kept for
 * dispatch, which throws it at the right moment: before anything of the run is sent, and with the
 * item's link. (n8n would throw it at once, while other items are on their way.)
 */
export function prepare(build: PreSend): PreSend {
	return async function (request) {
		try {
			return sendable(this, await build.call(this, request));
		} catch (reason) {
			refused.set(request, reason as Error);
			return request;
		}
	};
}

/** Why a request must not be sent, or undefined if it may. */
export const refusalOf = (request: object) => refused.get(request);
