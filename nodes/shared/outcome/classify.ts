import { httpFault } from '../engine/httpFault';
import { isBlocked } from '../engine/blocked';
import { isBeforeArrival, isProxyFault } from '../engine/phase';
import type { Policy } from '../policy';
import { isSuccess, ProviderError } from '../response/providerError';
import { isOwnError } from './ownError';

/**
 * The kind of a failed request.
 * - `refused`: the provider refused it; nothing was accepted
 * - `tokenRefused`: 401, which may be about a token that can be replaced; nothing was accepted
 * - `throttled`: 429; nothing was accepted, but a retry may be
 * - `unable`: the request could not be made: the credential can't be read, the address is not allowed
 * - `unsent`: the network failed before anything can have reached the provider
 * - `busy`: the provider, or a server before it, is temporarily unavailable (502, 503, 504)
 * - `lost`: the connection broke or timed out after the request had left
 * - `unclear`: an answer that proves neither success nor refusal (other 5xx, 408, a success that can't be read)
 */
export type FailureKind =
	'refused' | 'tokenRefused' | 'throttled' | 'unable' | 'unsent' | 'busy' | 'lost' | 'unclear';

/** The failures after which a request may be retried. This is the core of "nothing is sent twice". */
const REPEATABLE: Record<Policy['kind'], FailureKind[]> = {
	read: ['tokenRefused', 'throttled', 'unsent', 'busy', 'lost'],
	send: ['tokenRefused', 'throttled', 'unsent'],
	idempotentSend: ['tokenRefused', 'throttled', 'unsent', 'busy', 'lost', 'unclear'],
};

/** Whether the provider acts on the request, so that its outcome matters. */
export const isSend = (kind: Policy['kind']) => kind !== 'read';

/** The failures after which a send may still have been accepted. */
const MAY_BE_ACCEPTED: FailureKind[] = ['busy', 'lost', 'unclear'];

export const isRepeatable = (kind: Policy['kind'], failure: FailureKind) =>
	REPEATABLE[kind].includes(failure);

export const mayBeAccepted = (failure: FailureKind) => MAY_BE_ACCEPTED.includes(failure);

/** Statuses with a meaning other than that of their class. */
const STATUS_KINDS: Record<number, FailureKind> = {
	// The resource is elsewhere, and the request has to be made there (RFC 9110, 15.4). After 302 and 303, which
	// pages use to answer what they have carried out, it may have been accepted.
	301: 'refused',
	307: 'refused',
	308: 'refused',
	// A proxy's. One behind TLS is on the provider's side, and what it did with the request is unknown.
	407: 'unclear',
	408: 'unclear',
	429: 'throttled',
	502: 'busy',
	503: 'busy',
	504: 'busy',
};

/**
 * The statuses with which a server refuses (IANA's registry, without those above). Others come from gateways and mean
 * anything: 444, 460, 499 and the like.
 */
const REFUSALS = [
	400, 401, 402, 403, 404, 405, 406, 409, 410, 411, 412, 413, 414, 415, 416, 417, 421, 422, 423,
	424, 425, 426, 428, 431, 451,
];

/** A request failed. */
export class RequestError extends Error {
	/** @param cause what came instead of a success; kept here, because n8n's own errors do not always keep theirs */
	constructor(
		readonly kind: FailureKind,
		override readonly cause: unknown,
		/** Of `tokenRefused`: the tokens that the request had. */
		readonly refusedTokens?: string,
	) {
		super(`The request failed: ${kind}`);
	}
}

/** The kind of a request's failure. If a step after the request failed, the request may have been accepted. */
export const kindOf = (error: unknown): FailureKind =>
	error instanceof RequestError ? error.kind : 'unclear';

/**
 * Classifies what a request, or a step after it, threw. Anything unknown may have been accepted.
 * @param hasLeft false only if the request certainly has not left
 */
export function classify(error: unknown, hasLeft: boolean): FailureKind {
	if (error instanceof ProviderError) {
		const { status, isRefusal } = error;
		// A refusal in the body counts with a success; with a 429 or a 500 it adds nothing to the status.
		const isNo = isSuccess(status) ? isRefusal : REFUSALS.includes(status);
		return STATUS_KINDS[status] ?? (isNo ? 'refused' : 'unclear');
	}
	if (isOwnError(error)) return 'unclear';
	if (!hasLeft || isBlocked(error)) return 'unable';
	const fault = httpFault(error);
	if (!fault) return 'unclear';
	const { status } = fault.response ?? {};
	// Only a proxy's answer is left here, and its refusal remains one.
	if (status !== undefined && isProxyFault(fault) && STATUS_KINDS[status] !== 'busy')
		return 'unable';
	return isProxyFault(fault) || isBeforeArrival(fault) ? 'unsent' : 'lost';
}
