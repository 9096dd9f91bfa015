import { httpFault } from '../engine/httpFault';
import { isKeptBack } from '../engine/keptBack';
import type { Policy } from '../policy';
import { ProviderError } from '../response/providerError';
import { isOwnError } from './ownError';

/**
 * What a failed request tells about itself.
 * - `refused`: the provider answered no; nothing was accepted
 * - `throttled`: 429; nothing was accepted, later it may be
 * - `unable`: the request could not be made: the credential can't be read, the address is not allowed
 * - `unsent`: the network failed before anything can have reached the provider
 * - `busy`: the provider, or a server before it, is not well now (502, 503, 504)
 * - `lost`: the connection broke or timed out after the request had left
 * - `unclear`: an answer that proves neither yes nor no (other 5xx, 408, a success that can't be read)
 */
export type FailureKind =
	'refused' | 'throttled' | 'unable' | 'unsent' | 'busy' | 'lost' | 'unclear';

/** After which failures a request may be made again. The heart of "nothing is sent twice". */
const REPEATABLE: Record<Policy['kind'], FailureKind[]> = {
	read: ['throttled', 'unsent', 'busy', 'lost'],
	send: ['throttled', 'unsent'],
	idempotentSend: ['throttled', 'unsent', 'busy', 'lost', 'unclear'],
};

/** Whether the provider acts on what it gets, so that it matters what became of a request. */
export const isSend = (kind: Policy['kind']) => kind !== 'read';

/** After which failures a send may have been accepted all the same. */
const MAY_BE_ACCEPTED: FailureKind[] = ['busy', 'lost', 'unclear'];

export const isRepeatable = (kind: Policy['kind'], failure: FailureKind) =>
	REPEATABLE[kind].includes(failure);

export const mayBeAccepted = (failure: FailureKind) => MAY_BE_ACCEPTED.includes(failure);

/** Statuses that say something else than "refused", which all other 3xx and 4xx say. */
const STATUS_KINDS: Record<number, FailureKind> = {
	408: 'unclear',
	429: 'throttled',
	502: 'busy',
	503: 'busy',
	504: 'busy',
};

/**
 * Faults that come before a request has left as a whole: Node.js' and OpenSSL's names. EPROTO is a write that
 * failed for the sake of TLS. OpenSSL's other names (ERR_SSL_...) also come when the answer is garbled.
 */
const UNSENT_CODES = [
	/^ECONNREFUSED$/,
	/^ENOTFOUND$/,
	/^EAI_/,
	/^EHOSTUNREACH$/,
	/^ENETUNREACH$/,
	/^EADDRNOTAVAIL$/,
	/^EPROTO$/,
	/^ERR_TLS_/,
	// The server takes no client without a certificate, or not this one.
	/^ERR_SSL_\w+_ALERT_(\w+_)?CERTIFICATE(_\w+)?$/,
	/^ERR_SSL_\w+_ALERT_(UNKNOWN_CA|HANDSHAKE_FAILURE)$/,
	// Node.js does not load a certificate or an authority that is this weak.
	/^ERR_SSL_(EE_KEY|CA_KEY|CA_MD)_TOO_/,
	/^ERR_OSSL_/,
	/^CERT_/,
	/^UNABLE_TO_/,
	/^DEPTH_ZERO_SELF_SIGNED_CERT$/,
	/^SELF_SIGNED_CERT_IN_CHAIN$/,
];

/** Node.js' words for a connection that broke during the TLS handshake, with the code ECONNRESET. */
const BROKEN_HANDSHAKE = 'before secure TLS connection was established';

/** How Node.js' words begin for a fault of a connection that stands, whatever its name. */
const STANDING = /^read |^write (?!EPROTO )/;

/**
 * Of these, the names that nothing but the way to a connection can have: all that counts where n8n has lost
 * the HTTP client's error. The others also come on a connection that stands.
 */
const CONNECTING_CODES = [
	/^ECONNREFUSED$/,
	/^ENOTFOUND$/,
	/^EAI_/,
	/^EADDRNOTAVAIL$/,
	/^ERR_TLS_CERT_ALTNAME_INVALID$/,
	/^CERT_/,
	/^UNABLE_TO_/,
	/^DEPTH_ZERO_SELF_SIGNED_CERT$/,
	/^SELF_SIGNED_CERT_IN_CHAIN$/,
];

/** A request failed. */
export class RequestError extends Error {
	/** @param cause what came instead of a success; kept here, for n8n's own errors do not always keep theirs */
	constructor(
		readonly kind: FailureKind,
		override readonly cause: unknown,
	) {
		super(`The request failed: ${kind}`);
	}
}

/** How a request failed. What went wrong with a step after it may have been accepted. */
export const kindOf = (error: unknown): FailureKind =>
	error instanceof RequestError ? error.kind : 'unclear';

/**
 * Tells what a request, or a step after it, threw. What is not understood may have been accepted.
 * @param hasLeft false only if the request surely has not left
 */
export function classify(error: unknown, hasLeft: boolean): FailureKind {
	if (error instanceof ProviderError) {
		// A body's "no" counts beside a success; beside a 429 or a 500 it says no more than the status.
		const isNo = error.status < 300 ? error.saysNo : error.status < 500;
		return STATUS_KINDS[error.status] ?? (isNo ? 'refused' : 'unclear');
	}
	if (isOwnError(error)) return 'unclear';
	if (!hasLeft || isKeptBack(error)) return 'unable';
	const fault = httpFault(error);
	if (!fault) return 'unclear';
	if (STANDING.test(fault.message)) return 'lost';
	const codes = fault.isWhole ? UNSENT_CODES : CONNECTING_CODES;
	const isUnsent =
		codes.some((code) => code.test(fault.code ?? '')) ||
		(fault.isWhole && fault.message.includes(BROKEN_HANDSHAKE));
	return isUnsent ? 'unsent' : 'lost';
}
