import type { ICredentialDataDecryptedObject, IHttpRequestOptions } from 'n8n-workflow';

import { BoundedMap } from './bounded';
import { monotonicNow } from './clock';
import { digest } from './digest';

/** Something that a credential creates for itself and renews: a token, or several that belong together. */
export interface Renewable {
	/**
	 * When it should no longer be used, in Unix milliseconds: some time before it expires. It is kept across
	 * restarts, so it uses the system time.
	 */
	renewAt: number;
}

/** The longest life of a token, in milliseconds: no provider grants more than a year. */
const LONGEST_LIFE = 366 * 24 * 60 * 60_000;

/**
 * Whether something need not be renewed yet. An impossibly long life shows that it was made while the clock was
 * wrong; if it does not work although it looks fresh, its 401 causes the renewal.
 */
export function isFresh({ renewAt }: Renewable): boolean {
	const left = renewAt - Date.now();
	return left > 0 && left <= LONGEST_LIFE;
}

/** The life of a token according to its provider, in milliseconds, or the usual one if that is impossible. */
export const lifeOf = (told: number, usual: number): number =>
	told > 0 && told <= LONGEST_LIFE ? told : usual;

/** Makes n8n renew before the request leaves: n8n does so after an error that looks like a 401. */
export class NeedsRenewal extends Error {
	readonly response = { status: 401 };

	constructor() {
		super('The token has to be renewed');
	}
}

/** How long a 401 leads to no other token after one did not help, in milliseconds. */
const FRUITLESS = 10 * 60_000;

/**
 * How long a provider may take to return a token, in milliseconds: three attempts fit into a poll. n8n would wait for
 * five minutes, and so would everything that needs the token.
 */
const TOKEN_TIMEOUT = 15_000;

/** The time limit of a request for a token. n8n's own does not end an answer that keeps arriving in pieces. */
export const tokenLimit = () =>
	({
		timeout: TOKEN_TIMEOUT,
		abortSignal: AbortSignal.timeout(TOKEN_TIMEOUT),
	}) satisfies Partial<IHttpRequestOptions>;

/** The most renewals, and sources of tokens, that are remembered. */
const MAX_REMEMBERED = 1_000;

/**
 * The source of each renewal -> its result. Many requests find the same token expired at once, and it may be good for
 * one renewal only: they all share that one.
 */
const renewals = new BoundedMap<string, Promise<Renewable>>(MAX_REMEMBERED);

/**
 * The successor of something that no longer works: the result of an earlier renewal, if that is still fresh, or a new
 * one.
 * @param identity everything that distinguishes it from others; only a digest of it is stored
 * @param renew makes a new one; its errors are not stored. Callers that arrived meanwhile share one more attempt,
 * because the cause of the error may have been over when they arrived.
 */
export async function renewed<T extends Renewable>(
	current: T,
	identity: (one: T) => string[],
	renew: (latest: T) => Promise<T>,
): Promise<T> {
	const nameOf = (one: T) => digest(identity(one));
	const renewalOf = (one: T) => renewals.get(nameOf(one)) as Promise<T> | undefined;
	// A caller that comes late, with what was renewed meanwhile, gets the result of that renewal.
	let latest = current;
	for (let next; (next = renewalOf(latest));) {
		const found = await next.catch(() => undefined);
		if (!found) break;
		latest = found;
	}
	if (latest !== current && isFresh(latest)) return latest;
	const begun = renewalOf(latest);
	if (begun) return await begun;
	const name = nameOf(latest);
	const renewing = renew(latest).then(
		(made) => {
			// If the result was there before, its own earlier successor must not follow it.
			renewals.delete(nameOf(made));
			return made;
		},
		(error) => {
			renewals.delete(name);
			throw error;
		},
	);
	renewals.set(name, renewing);
	return await renewing;
}

/**
 * The source of a credential's tokens -> until when, by the monotonic clock, a 401 is not about the token, because a
 * new one got it too. It is then about a password, and further tokens would be useless.
 */
const fruitless = new BoundedMap<string, number>(MAX_REMEMBERED);

/** Whether another token may help a request that got a 401. */
export const mayRenewalHelp = ({ source }: OwnTokens) =>
	(fruitless.get(source) ?? 0) <= monotonicNow();

/** Something made from it was accepted again. */
export const noteAcceptedToken = ({ source }: OwnTokens) => void fruitless.delete(source);

export const noteFruitlessRenewal = ({ source }: OwnTokens) =>
	void fruitless.set(source, monotonicNow() + FRUITLESS);

/** The tokens that a credential creates for itself, as digests. */
export interface OwnTokens {
	/** Their source: everything that the user entered. */
	source: string;
	/** The current ones. */
	current: string;
}

/** @param tokenField the hidden field of the credential, in which n8n stores what it created */
export function ownTokens(
	credential: ICredentialDataDecryptedObject,
	tokenField: string,
): OwnTokens {
	const { [tokenField]: made, ...entered } = credential;
	return { source: digest(entered), current: digest(made) };
}
