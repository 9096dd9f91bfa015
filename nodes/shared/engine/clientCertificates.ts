import type { IExecuteSingleFunctions } from 'n8n-workflow';

import { GUARDS, lacking } from './guards';

/** What the HTTP client says of a request that was given up. */
const GIVEN_UP = 'ERR_CANCELED';

/** Whether this n8n shows client certificates, once it is known. */
let isKnown = false;

/**
 * Makes sure, before anything leaves, that n8n shows the client certificate of a credential. It hands n8n a
 * request that is given up before it begins, and looks whether n8n has read the TLS options in it, which it
 * does when it prepares the connection.
 * @param url where the certificate is wanted: n8n may refuse requests to anywhere else
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
	// Another fault came before that, and the letter is going to meet it as well.
	if (isKnown || code !== GIVEN_UP) return;
	throw lacking(context.getNode(), GUARDS.clientCertificates, context.getItemIndex());
}
