import type { IExecuteSingleFunctions } from 'n8n-workflow';

import { GUARDS, lacking } from './guards';

/** The HTTP client's error for a request that was aborted. */
const GIVEN_UP = 'ERR_CANCELED';

/** Whether this n8n presents client certificates, once it is known. */
let isKnown = false;

/**
 * Makes sure, before anything leaves, that n8n presents the client certificate of a credential. It hands n8n a
 * request that is aborted before it begins, and checks whether n8n has read the TLS options in it, which it does when
 * it prepares the connection.
 * @param url where the certificate is needed: n8n may refuse requests to any other address
 * @throws NodeOperationError that names a version of n8n that does
 */
export async function assertClientCertificates(
	context: IExecuteSingleFunctions,
	url: string,
): Promise<void> {
	if (isKnown) return;
	const agentOptions = {
		get cert() {
			isKnown = true;
			return undefined;
		},
	};
	const request = { method: 'GET' as const, url, agentOptions, abortSignal: AbortSignal.abort() };
	const code: unknown = await context.helpers.httpRequest(request).then(
		() => GIVEN_UP,
		(error: { code?: string }) => error.code,
	);
	// Another fault occurred first, and the letter is going to meet it as well.
	if (isKnown || code !== GIVEN_UP) return;
	throw lacking(context.getNode(), GUARDS.clientCertificates, context.getItemIndex());
}
