import type { ICredentialDataDecryptedObject, IHttpRequestOptions } from 'n8n-workflow';

import { NeedsRenewal, type OwnTokens } from '../renewal';

/** How far one attempt at a request has come. */
export interface Departure {
	/**
	 * - `unseen`: n8n has not handed it to its credential
	 * - `signing`: the credential has it, and did not give it back
	 * - `left`: n8n's HTTP client has it; from here on it may have been sent
	 */
	stage: 'unseen' | 'signing' | 'left';
	/** The tokens with which the attempt before met a 401: this one is to have others. */
	refusedTokens?: string;
	/** Whether a credential is the one that it was prepared for. */
	isMeant?: (credential: ICredentialDataDecryptedObject) => boolean;
	/** The credential's, if it makes its tokens by itself. */
	tokens?: OwnTokens;
}

/**
 * Where a request carries it. The symbol is registered, for a node of one package may work with the
 * credential of another one that has its own copy of this module.
 */
const DEPARTURE = Symbol.for('n8n-nodes-certified-mail.departure');

type Marked = { [DEPARTURE]?: Departure };

/**
 * Begins to watch one attempt at a request. The mark can't be enumerated, so n8n neither sends nor saves it,
 * and a copy of the request has none.
 */
export function watchDeparture(
	request: object,
	expected: Pick<Departure, 'refusedTokens' | 'isMeant'> = {},
): Departure {
	return mark(request, { stage: 'unseen', ...expected });
}

function mark(request: object, departure: Departure): Departure {
	Object.defineProperty(request, DEPARTURE, { value: departure, configurable: true });
	return departure;
}

type Sign = (
	credential: ICredentialDataDecryptedObject,
	request: IHttpRequestOptions,
) => Promise<IHttpRequestOptions>;

/**
 * A credential's `authenticate`, which n8n calls as the last before its HTTP client: what it gives back
 * leaves. So it is where the package learns by itself, without n8n's errors, that a request may have left.
 * @param tokensOf what a credential makes for itself; undefined if its user gave it the token
 */
export const noteDepartures =
	(
		sign: Sign,
		tokensOf?: (credential: ICredentialDataDecryptedObject) => OwnTokens | undefined,
	): Sign =>
	async (credential, request) => {
		const departure = (request as Marked)[DEPARTURE];
		// Of n8n's own, such as the test of a credential, or a copy.
		if (!departure) return await sign(credential, request);
		// One attempt is one request. After a 401, n8n would make another by itself, beside the rate limit.
		if (departure.stage === 'left') throw new Error('The request has left already');
		departure.stage = 'signing';
		if (departure.isMeant?.(credential) === false) {
			const description =
				'Run this item again: it goes out of the account that the credential has by now.';
			const message = 'The credential was changed while the item waited for its turn';
			throw Object.assign(new Error(message), { description });
		}
		const tokens = (departure.tokens = tokensOf?.(credential));
		if (tokens && tokens.current === departure.refusedTokens) throw new NeedsRenewal();
		const signed = await sign(credential, request);
		// It is what n8n would have signed again.
		mark(signed, departure);
		departure.stage = 'left';
		return signed;
	};

/** Whether each send that came to a success was seen to leave. */
let areSeen = true;

/** Whether it can be relied on that what was not seen to leave has not left. */
export const departuresAreSeen = () => areSeen;

/** A send came to a success and was not seen to leave: n8n takes it past its credential, or sent a copy of it. */
export const noteUnseenDeparture = () => {
	areSeen = false;
};

/** It was probed that they are. */
export const noteSeenDeparture = () => {
	areSeen = true;
};
