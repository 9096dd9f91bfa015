import { textOf } from './json';

/** A token that a credential has made by itself, as it keeps it in its hidden, expirable field. */
export interface Session {
	token: string;
	/** From when on it should not be used any more, in milliseconds since 1970: some time before it ends. */
	renewAt: number;
	/** What it was made with: account, host, scopes. */
	key: string;
}

/** How long before its end a token is renewed, in milliseconds; a short one after nine tenths of its life. */
const HEADROOM = 24 * 60 * 60 * 1000;

/** @param lifetime of the token, in milliseconds from now */
export const newSession = (token: string, key: string, lifetime: number): Session => ({
	token,
	renewAt: Date.now() + lifetime - Math.min(HEADROOM, lifetime / 10),
	key,
});

/** A session as text, for the credential's field. */
export const storedSession = (session: Session) => JSON.stringify(session);

/** @returns undefined if nothing readable is stored */
export function readSession(stored: unknown): Session | undefined {
	try {
		const session = JSON.parse(textOf(stored)) as Session;
		return typeof session.token === 'string' ? session : undefined;
	} catch {
		return undefined;
	}
}

/**
 * The token of a stored session, if it still serves.
 * @throws an error that n8n takes for a 401 if it is about to end or was made with something else: n8n
 * then calls `preAuthentication` for another one, before any request has left
 */
export function tokenIn(stored: unknown, key: string): string {
	const session = readSession(stored);
	if (session?.key === key && Date.now() < session.renewAt) return session.token;
	throw Object.assign(new Error('The token has to be renewed'), { response: { status: 401 } });
}

/** Tokens being made, and those made last: a hundred items that meet a 401 need one token. */
const underWay = new Map<string, Promise<Session>>();
const latest = new Map<string, Session>();

/**
 * A session other than the one that does not serve any more: one that was made meanwhile, or a new one.
 * @param stored the session at hand, if there is one
 */
export async function anotherSession(
	key: string,
	stored: unknown,
	make: () => Promise<Session>,
): Promise<Session> {
	const known = latest.get(key);
	const isOther = known !== undefined && known.token !== readSession(stored)?.token;
	if (isOther && Date.now() < known.renewAt) return known;
	const making = underWay.get(key) ?? make().finally(() => underWay.delete(key));
	underWay.set(key, making);
	const session = await making;
	latest.set(key, session);
	return session;
}

/** No token could be got. */
export class NoToken extends Error {
	/** @param description what to do about it */
	constructor(
		message: string,
		readonly description: string,
	) {
		super(message);
	}
}
