import type { IExecuteSingleFunctions, IHttpRequestOptions } from 'n8n-workflow';

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
			return await build.call(this, request);
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
