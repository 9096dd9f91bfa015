import type { ICredentialDataDecryptedObject, IHttpRequestOptions } from 'n8n-workflow';

import { isObject, textOf } from '../json';
import { NeedsRenewal, type OwnTokens } from '../renewal';

/** The progress of one attempt at a request. */
export interface RequestProgress {
	/**
	 * - `unseen`: n8n has not handed it to its credential
	 * - `signing`: the credential has it, and has not returned it
	 * - `cancelled`: the credential has refused it, because it was cancelled by then
	 * - `left`: n8n's HTTP client has it; from here on it may have been sent
	 */
	stage: 'unseen' | 'signing' | 'cancelled' | 'left';
	/** The tokens that the previous attempt used when it got a 401: this attempt needs others. */
	refusedTokens?: string;
	/** Whether a credential is the one for which the request was prepared. */
	isExpectedAccount?: (credential: ICredentialDataDecryptedObject) => boolean;
	/** Whether it must not leave any more. Once it has left, this changes nothing. */
	isCancelled?: () => boolean;
	/** Aborts the request, even a send. */
	givesUp?: AbortSignal;
	/** Of the credential, if it creates its own tokens. */
	tokens?: OwnTokens;
	/** What the credential has added to the request, except for the names of users. */
	secrets: string[];
}

/**
 * The property under which a request carries it. The symbol is registered, because a node of one package may work
 * with the credential of another one that has its own copy of this module.
 */
const PROGRESS = Symbol.for('n8n-nodes-certified-mail.requestProgress');

type Marked = { [PROGRESS]?: RequestProgress };

/**
 * Starts to watch one attempt at a request. The mark is not enumerable, so n8n neither sends nor saves it, and a copy
 * of the request has none.
 */
export function trackRequest(
	request: object,
	expected: Omit<RequestProgress, 'stage' | 'tokens' | 'secrets'> = {},
): RequestProgress {
	return mark(request, { stage: 'unseen', secrets: [], ...expected });
}

function mark(request: object, progress: RequestProgress): RequestProgress {
	Object.defineProperty(request, PROGRESS, { value: progress, configurable: true });
	return progress;
}

type Sign = (
	credential: ICredentialDataDecryptedObject,
	request: IHttpRequestOptions,
) => Promise<IHttpRequestOptions>;

/**
 * A credential's `authenticate`, which n8n calls last before its HTTP client: what it returns is sent. So this is
 * where the package learns, without n8n's errors, that a request may have left.
 * @param tokensOf the tokens that a credential creates for itself; undefined if the user entered the token
 */
export const withRequestTracking =
	(
		sign: Sign,
		tokensOf?: (credential: ICredentialDataDecryptedObject) => OwnTokens | undefined,
	): Sign =>
	async (credential, request) => {
		const progress = (request as Marked)[PROGRESS];
		// One of n8n's own requests, such as the test of a credential, or a copy.
		if (!progress) return await sign(credential, request);
		// One attempt is one request. After a 401, n8n would make another one by itself, outside of the rate
		// limit.
		if (progress.stage === 'left') throw new Error('The request has left already');
		progress.stage = 'signing';
		// It had its permit, but the credential may have waited for a token since. This is the last moment before it
		// leaves; it also comes before each renewal, which would be of no use.
		if (progress.isCancelled?.()) {
			progress.stage = 'cancelled';
			throw new Error('The request was cancelled before it left');
		}
		if (progress.isExpectedAccount?.(credential) === false) {
			const description =
				'Run this item again: it goes out of the account that the credential has by now.';
			const message = 'The credential was changed while the item waited for its turn';
			throw Object.assign(new Error(message), { description });
		}
		const tokens = (progress.tokens = tokensOf?.(credential));
		if (tokens && tokens.current === progress.refusedTokens) throw new NeedsRenewal();
		const signed = endedBy(await sign(credential, request), progress);
		// It is what n8n would have signed again.
		mark(signed, progress);
		progress.secrets = addedTo(request, signed);
		progress.stage = 'left';
		return signed;
	};

/** The parts of a request to which credentials add secrets. */
const SIGNED = ['headers', 'body', 'agentOptions'] as const;

/** What stands before a token in a header. */
const SCHEME = 'Bearer ';

function addedTo(request: IHttpRequestOptions, signed: IHttpRequestOptions): string[] {
	return SIGNED.flatMap((part) => {
		const [before, after] = [request[part], signed[part]].map((all) => (isObject(all) ? all : {}));
		const added = Object.entries(after).filter(
			([name, value]) => before[name] !== value && !name.includes('user'),
		);
		return added.map(([, value]) => {
			const text = textOf(value);
			return text.startsWith(SCHEME) ? text.slice(SCHEME.length) : text;
		});
	});
}

/** n8n replaces the signal of a request by that of the execution, before the credential gets it. */
function endedBy(request: IHttpRequestOptions, { givesUp }: RequestProgress): IHttpRequestOptions {
	if (!givesUp) return request;
	givesUp.throwIfAborted();
	const { abortSignal } = request as { abortSignal?: AbortSignal };
	return {
		...request,
		abortSignal: abortSignal ? AbortSignal.any([abortSignal, givesUp]) : givesUp,
	};
}

/** Whether each successful send was seen to leave. */
let isReliable = true;

/** Whether a request that was not seen to leave has certainly not left. */
export const isTrackingReliable = () => isReliable;

/** A send succeeded without being seen to leave: n8n bypasses its credential, or sent a copy of it. */
export const noteUntrackedSend = () => {
	isReliable = false;
};

/** A probe has confirmed it. */
export const noteTrackingWorks = () => {
	isReliable = true;
};
