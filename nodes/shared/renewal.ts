import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { BoundedMap } from './bounded';
import { monotonicNow } from './clock';
import { digest } from './digest';

/** What a credential has got for itself and gets anew: a token, or several that belong together. */
export interface Renewable {
	/**
	 * From when on it should not be used any more, in Unix milliseconds: some time before it ends. It is kept over a
	 * restart, so it goes by the time of day.
	 */
	renewAt: number;
}

/** No token lives longer, in milliseconds: a year is the most that a provider gives. */
const LONGEST_LIFE = 366 * 24 * 60 * 60_000;

/**
 * Whether something need not be renewed yet. What says that it lives longer than it can was made while the clock
 * was wrong; if it does not serve, though it is fresh by the clock, it is renewed for its 401.
 */
export function isFresh({ renewAt }: Renewable): boolean {
	const left = renewAt - Date.now();
	return left > 0 && left <= LONGEST_LIFE;
}

/** How long a token lives by what its provider says, in milliseconds, or as usual where that can't be. */
export const lifeOf = (told: number, usual: number): number =>
	told > 0 && told <= LONGEST_LIFE ? told : usual;

/** What makes n8n renew before the request leaves: it does so after an error that looks like a 401. */
export class NeedsRenewal extends Error {
	readonly response = { status: 401 };

	constructor() {
		super('The token has to be renewed');
	}
}

/** How long no other token is got for a 401 where one did not help, in milliseconds. */
const FRUITLESS = 10 * 60_000;

/** How many renewals, and sources of tokens, are remembered. */
const MOST_REMEMBERED = 1_000;

/**
 * What each renewal was made from -> what came of it. Many requests find the same token expired at once,
 * and it may be good for one renewal only: they all share it.
 */
const renewals = new BoundedMap<string, Promise<Renewable>>(MOST_REMEMBERED);

/**
 * The successor of what does not serve any more: the one that it was renewed to meanwhile, if that is
 * still fresh, or a new one.
 * @param identity all that tells it from others; only a digest of it is kept
 * @param renew makes a new one; what it throws is thrown to all who wait for it, and then forgotten
 */
export async function renewed<T extends Renewable>(
	current: T,
	identity: (one: T) => string[],
	renew: (latest: T) => Promise<T>,
): Promise<T> {
	const nameOf = (one: T) => digest(identity(one));
	const renewalOf = (one: T) => renewals.get(nameOf(one)) as Promise<T> | undefined;
	// Whoever comes late, with what was renewed meanwhile, gets what came of it.
	let latest = current;
	for (let next; (next = renewalOf(latest));) latest = await next;
	if (latest !== current && isFresh(latest)) return latest;
	const name = nameOf(latest);
	const renewing = renew(latest).then(
		(made) => {
			// Should it be one that was there before, it is not followed by what came after it then.
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
 * What the tokens of a credential are made from -> until when, by the monotonic clock, a 401 is not about the token:
 * a new one met it, too. So it is about a password, and each further token would be made in vain.
 */
const fruitless = new BoundedMap<string, number>(MOST_REMEMBERED);

/** Whether another token may be what a request needs that met a 401. */
export const mayRenewalHelp = ({ source }: OwnTokens) =>
	(fruitless.get(source) ?? 0) <= monotonicNow();

/** What was made of it is accepted again. */
export const noteAcceptedToken = ({ source }: OwnTokens) => void fruitless.delete(source);

export const noteFruitlessRenewal = ({ source }: OwnTokens) =>
	void fruitless.set(source, monotonicNow() + FRUITLESS);

/** The tokens that a credential makes for itself, as digests. */
export interface OwnTokens {
	/** What they are made from: all that the user entered. */
	source: string;
	/** Those that it has now. */
	current: string;
}

/** @param tokenField the hidden field of the credential, in which n8n keeps what it made */
export function ownTokens(
	credential: ICredentialDataDecryptedObject,
	tokenField: string,
): OwnTokens {
	const { [tokenField]: made, ...entered } = credential;
	return { source: digest(entered), current: digest(made) };
}
