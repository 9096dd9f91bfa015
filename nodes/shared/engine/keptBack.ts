import { NodeApiError } from 'n8n-workflow';

import { NoToken } from '../session';
import { causesOf } from './httpFault';

/** Names of faults that Node.js finds in a request before it opens a connection for it. */
const NAMES = [
	'ERR_INVALID_CHAR',
	'ERR_INVALID_PROTOCOL',
	'ERR_INVALID_URL',
	'ERR_UNESCAPED_CHARACTERS',
];

/** What n8n and Node.js say when they do not let a request out that they have been given. */
const WORDS = [
	// The credential's own list of allowed domains.
	/^Domain not allowed: /,
	// n8n's protection from requests to its own network.
	/^The request was blocked because /,
	// A client certificate that Node.js' TLS can't load. It says no more than that.
	/^mac verify failure$/,
	/^Unable to load (private key|certificate) from PFX data$/,
	/^Unsupported PKCS12 PFX data$/,
];

/**
 * Whether n8n did not let a request out that its credential had given back. The list is all that counts:
 * what is not on it may have been sent.
 */
export function isKeptBack(error: unknown): boolean {
	return causesOf(error).some((each) => {
		const { code } = each as { code?: string };
		const kept = each instanceof NodeApiError ? [...each.messages, each.httpCode ?? ''] : [];
		const told = [each.message, code ?? '', ...kept];
		return (
			// For no other reason than a 401, which accepts nothing, n8n renews the token of a request that has left.
			each instanceof NoToken ||
			told.some((text) => NAMES.includes(text) || WORDS.some((words) => words.test(text)))
		);
	});
}
