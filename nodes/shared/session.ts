import { textOf } from './json';
import { isFresh, NeedsRenewal, renewed, type Renewable } from './renewal';

/** A token that a credential created by itself, as stored in its hidden, expirable field. */
export interface Session extends Renewable {
	token: string;
	/** What it was created with: account, host, scopes. */
	key: string;
}

/** How long before its expiry a token is renewed, in milliseconds; a short-lived one after nine tenths of its life. */
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
function readSession(stored: unknown): Session | undefined {
	try {
		const session = JSON.parse(textOf(stored)) as Session;
		return typeof session.token === 'string' ? session : undefined;
	} catch {
		return undefined;
	}
}

/**
 * The token of a stored session, if it still works.
 * @throws NeedsRenewal if it is about to expire or was created with something else: n8n then calls
 * `preAuthentication` for another one, before any request has left
 */
export function tokenIn(stored: unknown, key: string): string {
	const session = readSession(stored);
	if (session?.key === key && isFresh(session)) return session.token;
	throw new NeedsRenewal();
}

/**
 * A session to replace one that no longer works: one that was created meanwhile, or a new one.
 * @param stored the session at hand, if there is one
 */
export async function renewedSession(
	key: string,
	stored: unknown,
	make: () => Promise<Session>,
): Promise<Session> {
	const none: Session = { token: '', renewAt: 0, key };
	const held = readSession(stored);
	const current = held?.key === key ? held : none;
	return await renewed(current, ({ token }) => [key, token], make);
}

/** No token could be obtained. The test of a credential shows nothing of an error but its message. */
export class NoToken extends Error {
	/**
	 * @param what happened
	 * @param description what to do about it
	 */
	constructor(
		readonly what: string,
		readonly description: string,
	) {
		super(`${what}. ${description}`);
	}
}
