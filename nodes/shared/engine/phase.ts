import type { HttpFault, NodeRequest } from './httpFault';

/** Calls of Node.js that end before a connection is established. */
const BEFORE_CONNECTION = ['connect', 'getaddrinfo'];

/**
 * Codes that can't occur except while connecting: they are all that counts if n8n has lost the information about the
 * phase. Others, such as EPROTO and EHOSTUNREACH, also occur on an established connection.
 */
const NAMES_BEFORE_CONNECTION = [
	/^ECONNREFUSED$/,
	/^ENOTFOUND$/,
	/^EAI_/,
	/^EADDRNOTAVAIL$/,
	// The provider's certificate is not trusted (tls.TLSSocket, X509 certificate error codes).
	/^ERR_TLS_CERT_ALTNAME_INVALID$/,
	/^CERT_/,
	/^UNABLE_TO_/,
	/^DEPTH_ZERO_SELF_SIGNED_CERT$/,
	/^SELF_SIGNED_CERT_IN_CHAIN$/,
];

/**
 * A server's alerts about the client's certificate (RFC 8446, 6.2). In TLS 1.3 the client has completed its part of
 * the handshake by then, and the request is on its way; but the server has not completed its own, so it has read
 * nothing of the request. If others had used the connection before, the alert is not about the certificate.
 */
const CERTIFICATE_ALERT =
	/^ERR_SSL_\w+_ALERT_((BAD|UNSUPPORTED)_CERTIFICATE|CERTIFICATE_(REVOKED|EXPIRED|UNKNOWN|REQUIRED)|UNKNOWN_CA)$/;

/** Whether it is proven that the provider received nothing of a failed request: the phase decides, not the code. */
export function isBeforeArrival({ code = '', request, errors }: HttpFault): boolean {
	if (errors.some(isBeforeConnection) || hasNoConnection(request)) return true;
	if (hasWrittenNothing(request)) return true;
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

/** Whether a request was never assigned a connection. Only Node.js' own objects show this reliably. */
const hasNoConnection = ({ reusedSocket, socket }: NodeRequest = {}) =>
	reusedSocket !== undefined && !socket;

/**
 * Whether a request for `http:` was given up while its connection, to the provider or to a proxy, was still being made.
 * Until it is made, Node.js holds back what is written, and nothing is written once it is destroyed: that not a single
 * byte was handed to the system then stays true. (A destroyed connection no longer shows that it was `connecting`.)
 */
const hasWrittenNothing = ({ protocol, reusedSocket, socket }: NodeRequest = {}) =>
	protocol === 'http:' &&
	reusedSocket === false &&
	socket?.destroyed === true &&
	socket._bytesDispatched === 0;

/**
 * Whether a request for `https:` was given a connection without TLS. Node.js and the proxy agents let no byte of it out
 * there: until a tunnel stands, only CONNECT leaves, and if a proxy opens none, its answer is played on a connection
 * that leads nowhere.
 */
const hasNoTunnel = ({ protocol, reusedSocket, socket }: NodeRequest = {}) =>
	protocol === 'https:' && reusedSocket !== undefined && !!socket && !socket.encrypted;

/** The status with which a proxy requires a login (RFC 9110, 15.5.8), and the header that has to come with it. */
const PROXY_LOGIN = { status: 407, header: 'proxy-authenticate' };

/**
 * Whether a proxy requires a login before it passes on a request for `http:`, whose target is the whole URL then: it
 * begins with a scheme, and not with a slash as a path does, in which there may be another URL. A server that answers
 * 407 by mistake sends no such header.
 */
const isRefusedLogin = ({ request: { protocol, path } = {}, response }: HttpFault) =>
	protocol === 'http:' &&
	path?.startsWith('http://') === true &&
	response?.status === PROXY_LOGIN.status &&
	PROXY_LOGIN.header in response.headers;

/**
 * Whether a proxy failed: it did not open a connection to the provider, or broke it off before, whatever it answered.
 */
export function isProxyFault(fault: HttpFault): boolean {
	const { request, response } = fault;
	return (!response && hasNoConnection(request)) || hasNoTunnel(request) || isRefusedLogin(fault);
}

/** Whether a TLS handshake failed in a tunnel, which its proxy may have broken. */
export const isInTunnel = ({ request }: HttpFault): boolean =>
	request?.socket?.secureConnecting === true && request.socket._parent !== undefined;
