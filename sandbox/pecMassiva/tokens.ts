import type { Clock } from '../clock';

/** An Openapi token. */
export interface Token {
	/** 24 hex digits. */
	token: string;
	scopes: string[];
	createdAt: Date;
	expireAt: Date;
	name?: string;
}

/** "Max 1 year" (vendor's OpenAPI file of OAuth v2). */
export const MAX_LIFETIME = 365 * 24 * 60 * 60;

/** The six scopes of the service in its sandbox (vendor's page). */
export const SCOPES = [
	'GET:test.ws.pecmassiva.com/send',
	'POST:test.ws.pecmassiva.com/send',
	'DELETE:test.ws.pecmassiva.com/send',
	'GET:test.ws.pecmassiva.com/inbox',
	'DELETE:test.ws.pecmassiva.com/inbox',
	'GET:test.ws.pecmassiva.com/quota',
];

/** The tokens that were issued. */
export class Tokens {
	private readonly byName = new Map<string, Token>();
	private count = 0;

	constructor(
		private readonly clock: Clock,
		private readonly secret: (purpose: string) => string,
	) {}

	/** @param seconds its lifetime */
	make(scopes: string[], seconds: number, name?: string): Token {
		const createdAt = this.clock.now();
		const token: Token = {
			token: this.secret(`pec-massiva token ${this.count++}`).slice(0, 24),
			scopes,
			createdAt,
			expireAt: new Date(createdAt.getTime() + seconds * 1000),
			name,
		};
		this.byName.set(token.token, token);
		return token;
	}

	find(token: string): Token | undefined {
		return this.byName.get(token);
	}

	isExpired = ({ expireAt }: Token) => expireAt <= this.clock.now();

	/** @returns whether there was such a token */
	revoke(token: string): boolean {
		return this.byName.delete(token);
	}
}
