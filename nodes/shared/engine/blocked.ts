import { NodeApiError } from 'n8n-workflow';

import { NoToken } from '../session';
import { causesOf } from './httpFault';

/** Codes of faults that Node.js finds in a request before it opens a connection for it. */
const CODES = [
	'ERR_INVALID_CHAR',
	'ERR_INVALID_PROTOCOL',
	'ERR_INVALID_URL',
	'ERR_UNESCAPED_CHARACTERS',
];

/** Prefixes of OpenSSL's codes for certificates and keys that it can't load, before there is a request. */
const UNLOADABLE = /^ERR_(OSSL|SSL_(EE_KEY|CA_KEY|CA_MD)_TOO)_/;

/**
 * OpenSSL's messages for a file that it can't read as PKCS #12. Node.js passes them on unchanged and without a code;
 * a fault on a connection has one.
 */
export const DAMAGED_PFX =
	/^(wrong tag|field missing|header too long|too long|not enough data|sequence length mismatch|illegal padding|content type not data|nested asn1 error)$/;

/** Messages of n8n and Node.js when they block a request that they have been given. */
const MESSAGES = [
	// The credential's own list of allowed domains.
	/^Domain not allowed: /,
	// n8n's SSRF protection.
	/^The request was blocked because /,
	// A client certificate that Node.js' TLS can't load. The message says nothing more.
	/^mac verify failure$/,
	/^Unable to load (private key|certificate) from PFX data$/,
	/^Unsupported PKCS12 PFX data$/,
];

/**
 * Whether n8n blocked a request that its credential had returned. Only the list counts: any other request may have
 * been sent.
 */
export function isBlocked(error: unknown): boolean {
	const causes = causesOf(error);
	// The HTTP client's errors are about a request, which may have a connection. Then the phase decides.
	const isAboutRequest = causes.some((each) => 'isAxiosError' in each);
	return causes.some((each) => {
		const { code = '' } = each as { code?: string };
		const kept = each instanceof NodeApiError ? [...each.messages, each.httpCode ?? ''] : [];
		const told = [each.message, code, ...kept];
		return (
			each instanceof NoToken ||
			(!isAboutRequest && UNLOADABLE.test(code)) ||
			(!isAboutRequest && code === '' && DAMAGED_PFX.test(each.message)) ||
			told.some((text) => CODES.includes(text) || MESSAGES.some((words) => words.test(text)))
		);
	});
}
