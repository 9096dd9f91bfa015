import type { HttpFault, NodeRequest } from './httpFault';

/** Calls of Node.js that end before a connection stands. */
const BEFORE_CONNECTION = ['connect', 'getaddrinfo'];

/**
 * Names that nothing but the way to a connection can have: all that counts where n8n has lost what tells the
 * phase. Others, such as EPROTO and EHOSTUNREACH, come on a connection that stands as well.
 */
const NAMES_BEFORE_CONNECTION = [
	/^ECONNREFUSED$/,
	/^ENOTFOUND$/,
	/^EAI_/,
	/^EADDRNOTAVAIL$/,
	// The provider's certificate is not to be trusted (tls.TLSSocket, X509 certificate error codes).
	/^ERR_TLS_CERT_ALTNAME_INVALID$/,
	/^CERT_/,
	/^UNABLE_TO_/,
	/^DEPTH_ZERO_SELF_SIGNED_CERT$/,
	/^SELF_SIGNED_CERT_IN_CHAIN$/,
];

/**
 * A server's alerts about the client's certificate (RFC 8446, 6.2). In TLS 1.3 the client has ended its part of
 * the handshake by then, and the request is on its way; but the server has not ended its own, so it has read
 * nothing of it. Where others had used the connection before, the certificate was not what it is about.
 */
const CERTIFICATE_ALERT =
	/^ERR_SSL_\w+_ALERT_((BAD|UNSUPPORTED)_CERTIFICATE|CERTIFICATE_(REVOKED|EXPIRED|UNKNOWN|REQUIRED)|UNKNOWN_CA)$/;

/** Whether it is proven that the provider has got nothing of a request that failed: the phase tells, not the name. */
export function isBeforeArrival({ code = '', request, errors }: HttpFault): boolean {
	if (errors.some(isBeforeConnection) || hasNoConnection(request)) return true;
	if (request?.socket?.secureConnecting) return true;
	if (request?.reusedSocket === false && CERTIFICATE_ALERT.test(code)) return true;
	return (
		!request && !errors.some(isOfSeveral) && NAMES_BEFORE_CONNECTION.some((name) => name.test(code))
	);
}

const isOfSeveral = (error: Error) => error instanceof AggregateError;

/** Node.js may have tried several addresses: then each of them counts. */
const isBeforeConnection = (error: unknown): boolean =>
	error instanceof AggregateError
		? error.errors.length > 0 && error.errors.every(isBeforeConnection)
		: BEFORE_CONNECTION.includes(syscallOf(error));

const syscallOf = (error: unknown) => (error as { syscall?: string }).syscall ?? '';

/** Whether a request was never given a connection. That is Node.js' own, for others may not show theirs. */
const hasNoConnection = ({ reusedSocket, socket }: NodeRequest = {}) =>
	reusedSocket !== undefined && !socket;

/** The status by which a proxy says that it wants to know who asks: no other server has it (RFC 9110, 15.5.8). */
const PROXY_LOGIN = 407;

/**
 * Whether a proxy is what failed: it did not let a connection through to the provider, or broke it off before.
 * What answers a request for `https:` without TLS is the proxy, for then there is no tunnel to the provider.
 */
export function isProxyFault({ request, response }: HttpFault): boolean {
	if (!response) return hasNoConnection(request);
	const { protocol, socket } = request ?? {};
	const isPlain = socket !== undefined && socket !== null && !socket.encrypted;
	return response.status === PROXY_LOGIN || (protocol === 'https:' && isPlain);
}
