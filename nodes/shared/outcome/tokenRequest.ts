import type { IHttpRequestHelper, IHttpRequestOptions, IN8nHttpFullResponse } from 'n8n-workflow';

import { orAnswerIn } from '../engine/answers';
import { httpFault } from '../engine/httpFault';
import { isInTunnel, isProxyFault } from '../engine/phase';
import { tokenLimit } from '../renewal';
import { explanationOf, faultHint, isBadProxyAddress, proxyWords } from './hints';

/** A request for a token got no answer from the provider. It has nothing of the request, which holds secrets. */
export class NoAnswer {
	constructor(
		/** In words, after the name of the provider. */
		readonly happened: string,
		/** What to do about it, if it is known that a proxy is to blame, or may be. */
		readonly hint?: string,
		/** What a proxy answered, if that was it. */
		readonly proxyStatus?: number,
	) {}
}

/**
 * Asks a provider for a token, once.
 * @returns its answer, whatever the status
 */
export async function askForToken(
	{ helpers }: IHttpRequestHelper,
	request: IHttpRequestOptions,
): Promise<IN8nHttpFullResponse | NoAnswer> {
	const full = {
		...request,
		...tokenLimit(),
		json: true,
		method: 'POST' as const,
		disableFollowRedirect: true,
		returnFullResponse: true,
	};
	const asking = helpers.httpRequest(full) as Promise<IN8nHttpFullResponse>;
	return await asking.catch(orAnswerIn).catch(noAnswer);
}

function noAnswer(error: unknown): NoAnswer {
	const fault = httpFault(error);
	if (fault && isProxyFault(fault))
		return new NoAnswer(proxyWords(fault), faultHint(fault), fault.response?.status);
	const isProxys = fault ? isInTunnel(fault) : isBadProxyAddress(error);
	const hint = fault ? faultHint(fault) : explanationOf(error).hint;
	return new NoAnswer('could not be reached', isProxys ? hint : undefined);
}
