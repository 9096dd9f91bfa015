import type { ICredentialDataDecryptedObject, IHttpRequestOptions } from 'n8n-workflow';

/** How far a request has come. */
export interface Departure {
	/**
	 * - `unseen`: n8n has not handed it to its credential
	 * - `signing`: the credential has it, and did not give it back
	 * - `left`: n8n's HTTP client has it; from here on it may have been sent
	 */
	stage: 'unseen' | 'signing' | 'left';
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
export function watchDeparture(request: object): Departure {
	const departure: Departure = { stage: 'unseen' };
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
 */
export const noteDepartures =
	(sign: Sign): Sign =>
	async (credential, request) => {
		const departure: Departure = (request as Marked)[DEPARTURE] ?? { stage: 'unseen' };
		// Once left, always left: after a 401, n8n signs the same request again.
		if (departure.stage !== 'left') departure.stage = 'signing';
		const signed = await sign(credential, request);
		departure.stage = 'left';
		return signed;
	};
