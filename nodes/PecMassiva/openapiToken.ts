import { createHash } from 'node:crypto';
import type { IDataObject, IHttpRequestHelper, IN8nHttpFullResponse } from 'n8n-workflow';

import { isObject, textOf } from '../shared/json';

/** Who asks for a token, where, and for what. */
export interface OpenapiAccount {
	/** E-mail of the account in the Openapi console. */
	email: string;
	apiKey: string;
	version: 'v1' | 'v2';
	/** Openapi's OAuth server. */
	url: string;
	scopes: string[];
}

/** A token that was made for an account. */
export interface Session {
	token: string;
	/** From when on it should not be used any more, in milliseconds since 1970: some time before it ends. */
	renewAt: number;
	/** The account, and all that the token was made with, as a hash. */
	account: string;
}

/** How long a token is asked for, in seconds: 30 days, as in the vendor's examples. The most is a year. */
const LIFETIME = 30 * 24 * 60 * 60;

/** How long before its end a token is renewed, in milliseconds; a short one after nine tenths of its life. */
const HEADROOM = 24 * 60 * 60 * 1000;

/** The first segment of a path stands for all below it, so these six are all that the service has. */
const OPERATIONS = [
	'GET:/send',
	'POST:/send',
	'DELETE:/send',
	'GET:/inbox',
	'DELETE:/inbox',
	'GET:/quota',
];

/** The scopes that the operations of PEC Massiva need, no more. */
export const scopesAt = (host: string) =>
	OPERATIONS.map((operation) => operation.replace(':', `:${host}`));

interface Dialect {
	path: string;
	/** How long a new token lives, in milliseconds, by its own dates; NaN where they don't tell. */
	lifetime: (token: IDataObject) => number;
}

/** The two versions of OAuth that Openapi runs (OpenAPI files oauthv2 and oauth). */
const DIALECTS: Record<OpenapiAccount['version'], Dialect> = {
	v2: {
		path: '/tokens',
		lifetime: ({ createdAt, expireAt }) =>
			Date.parse(textOf(expireAt)) - Date.parse(textOf(createdAt)),
	},
	// Its end alone is told, in Unix seconds.
	v1: { path: '/token', lifetime: ({ expire }) => Number(expire) * 1000 - Date.now() },
};

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

/** What to do when OAuth says no, by HTTP status (OpenAPI files oauthv2 and oauth). */
const HINTS: Record<number, string> = {
	401: 'Check the account e-mail and the API key in the credential. Production and sandbox have API keys of their own.',
	406: 'Enable PEC Massiva for this account in the Openapi console, for the environment of the credential.',
	422: 'Enable PEC Massiva for this account in the Openapi console, for the environment of the credential.',
};

const REST =
	'Try again later. If it stays so, paste a token from the Openapi console into the credential.';

export const fingerprint = (account: OpenapiAccount) =>
	createHash('sha256').update(JSON.stringify(account)).digest('hex').slice(0, 16);

/** Tokens as they are kept in the credential. */
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

/** Tokens being made, and those made last, by account: a hundred items that meet a 401 need one token. */
const underWay = new Map<string, Promise<Session>>();
const latest = new Map<string, Session>();

/**
 * A token for an account that is not the one it has: one that was made meanwhile, or a new one.
 * @param unfit the token that does not serve any more, if there was one
 * @throws NoToken
 */
export async function anotherToken(
	helpers: IHttpRequestHelper['helpers'],
	account: OpenapiAccount,
	unfit?: string,
): Promise<Session> {
	const key = fingerprint(account);
	const known = latest.get(key);
	if (known && known.token !== unfit && Date.now() < known.renewAt) return known;
	const making =
		underWay.get(key) ?? makeToken(helpers, account).finally(() => underWay.delete(key));
	underWay.set(key, making);
	const session = await making;
	latest.set(key, session);
	return session;
}

async function makeToken(
	helpers: IHttpRequestHelper['helpers'],
	account: OpenapiAccount,
): Promise<Session> {
	const { path, lifetime } = DIALECTS[account.version];
	const { statusCode, body } = await post(helpers, account, path);
	const token = isObject(body) && isObject(body.data) ? body.data : body;
	if (statusCode >= 300 || !isObject(token) || textOf(token.token) === '') {
		const said = isObject(body) ? textOf(body.message) : '';
		throw new NoToken(
			`Openapi gave no token: ${said || `HTTP status ${statusCode}`}`,
			HINTS[statusCode] ?? REST,
		);
	}
	const told = lifetime(token);
	const milliseconds = told > 0 ? told : LIFETIME * 1000;
	return {
		token: textOf(token.token),
		renewAt: Date.now() + milliseconds - Math.min(HEADROOM, milliseconds / 10),
		account: fingerprint(account),
	};
}

/** What the HTTP client throws holds the API key, so nothing of it is passed on. */
async function post(
	helpers: IHttpRequestHelper['helpers'],
	{ email, apiKey, url, scopes }: OpenapiAccount,
	path: string,
): Promise<IN8nHttpFullResponse> {
	const request = helpers.httpRequest({
		method: 'POST',
		baseURL: url,
		url: path,
		auth: { username: email, password: apiKey },
		body: { scopes, name: 'n8n', ttl: LIFETIME },
		json: true,
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		disableFollowRedirect: true,
	}) as Promise<IN8nHttpFullResponse>;
	return await request.catch(() => {
		throw new NoToken(
			`Openapi's OAuth at ${url} could not be reached`,
			'Check the network of this n8n and, for a custom environment, the OAuth URL in the credential.',
		);
	});
}
