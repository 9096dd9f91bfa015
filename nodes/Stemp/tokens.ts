import { createHash } from 'node:crypto';
import {
	jsonParse,
	sleep,
	type ICredentialDataDecryptedObject,
	type IHttpRequestHelper,
	type IN8nHttpFullResponse,
} from 'n8n-workflow';

import { retryAfter } from '../shared/answer/retryAfter';
import { filled, isObject, textOf } from '../shared/json';
import { baseUrlOf } from './environment';

/**
 * What a credential holds of its tokens from renewal to renewal, as the JSON text of one hidden field: it
 * is the only field that n8n writes back in any case, also where the user gave the refresh token as an
 * expression. So a rotated refresh token is never without its access token.
 */
interface Tokens {
	accessToken: string;
	/** The latest one: stemp may put a new one in the place of the one that the user pasted. */
	refreshToken: string;
	/** When to renew the access token, in milliseconds since 1970. */
	renewAt: number;
	/** What these tokens descend from. If the user pastes another refresh token, they count no more. */
	origin: string;
}

/** An access token is renewed so many milliseconds before it expires, or at half its life if that is later. */
const MARGIN = 60_000;

/** How long an access token lives where the answer does not say: 30 minutes (Authentication). */
const USUAL_LIFE = 1800;

/** Milliseconds before a renewal is tried again that met no answer, or one that promises a better time. */
const PAUSES = [500, 2_000];

/** Statuses after which a renewal is tried again. */
const PASSING = [429, 502, 503, 504];

/** The longest that a renewal waits because stemp asks for it, in milliseconds. */
const PATIENCE = 60_000;

/** How many renewals are remembered. */
const MOST_REMEMBERED = 1_000;

/**
 * Makes n8n renew the tokens before the request leaves: n8n does so after any error that looks like an
 * answer with the status 401, which this one does.
 */
class NoFreshToken extends Error {
	readonly response = { status: 401 };

	constructor() {
		super('The access token of stemp has expired');
	}
}

/**
 * The access token for a request.
 * @throws Error that makes n8n renew the tokens, if there is none that is fresh
 */
export function accessTokenOf(credential: ICredentialDataDecryptedObject): string {
	if (!keepsItselfAlive(credential)) return textOf(credential.accessToken);
	const tokens = held(credential);
	if (!tokens || tokens.renewAt <= Date.now()) throw new NoFreshToken();
	return tokens.accessToken;
}

/** Whether the credential has a refresh token, as opposed to an access token that lives 30 minutes. */
export const keepsItselfAlive = ({ authentication }: ICredentialDataDecryptedObject) =>
	authentication !== 'accessToken';

/**
 * What each renewal was made from -> what came of it. Many requests find the same tokens expired at once,
 * and a refresh token may be good for one renewal only: they all share it.
 */
const renewals = new Map<string, Promise<Tokens>>();

/**
 * Renews a credential's tokens: what its hidden field is to hold from now on.
 * @throws Error that says why stemp gave no new access token, without any secret in it
 */
export async function renewedTokens(
	helper: IHttpRequestHelper,
	credential: ICredentialDataDecryptedObject,
): Promise<string> {
	const current = held(credential) ?? {
		accessToken: '',
		refreshToken: textOf(credential.refreshToken),
		renewAt: 0,
		origin: originOf(credential),
	};
	// Whoever comes late, with tokens that were renewed meanwhile, gets what came of them.
	let latest: Tokens = current;
	for (let next; (next = renewals.get(nameOf(latest)));) latest = await next;
	const isUsable = latest !== current && latest.renewAt > Date.now();
	return JSON.stringify(isUsable ? latest : await renewal(helper, credential, latest));
}

async function renewal(
	helper: IHttpRequestHelper,
	credential: ICredentialDataDecryptedObject,
	tokens: Tokens,
): Promise<Tokens> {
	const name = nameOf(tokens);
	const before = renewals.get(name);
	if (before) return await before;
	const renewing = renew(helper, credential, tokens);
	renewals.set(name, renewing);
	for (const oldest of [...renewals.keys()].slice(0, -MOST_REMEMBERED)) renewals.delete(oldest);
	await renewing.catch(() => renewals.delete(name));
	return await renewing;
}

/** "Refresh" (developer.stemp.app, Authentication): JSON, and without a grant type. */
async function renew(
	helper: IHttpRequestHelper,
	credential: ICredentialDataDecryptedObject,
	{ refreshToken, origin }: Tokens,
): Promise<Tokens> {
	const { body } = await answerOf(helper, baseUrlOf(credential), {
		refresh_token: refreshToken,
		...filled({
			client_id: textOf(credential.clientId),
			client_secret: textOf(credential.clientSecret),
		}),
	});
	const grant = isObject(body) ? body : {};
	const accessToken = textOf(grant.access_token);
	if (accessToken === '') throw notRenewed('stemp gave an answer without one.');
	const life = (Number(grant.expires_in) || USUAL_LIFE) * 1000;
	return {
		accessToken,
		refreshToken: textOf(grant.refresh_token) || refreshToken,
		renewAt: Date.now() + Math.max(life - MARGIN, life / 2),
		origin,
	};
}

async function answerOf(
	helper: IHttpRequestHelper,
	baseUrl: string,
	body: Record<string, string>,
): Promise<IN8nHttpFullResponse> {
	for (let tries = 0; ; tries++) {
		const answer = (await helper.helpers
			.httpRequest({
				method: 'POST',
				url: `${baseUrl}/v1/apps/oauth2/refresh`,
				body,
				json: true,
				disableFollowRedirect: true,
				ignoreHttpStatusErrors: true,
				returnFullResponse: true,
			})
			// The fault itself carries the request with the refresh token in it.
			.catch(() => undefined)) as IN8nHttpFullResponse | undefined;
		const status = answer?.statusCode;
		if (answer && status && status < 300) return answer;
		const pause = retryAfter(answer?.headers['retry-after'], new Date()) ?? PAUSES[tries];
		const isPassing = status === undefined || PASSING.includes(status);
		if (!isPassing || tries >= PAUSES.length || pause > PATIENCE) throw refused(status);
		await sleep(pause);
	}
}

function refused(status?: number): Error {
	if (status === undefined) return notRenewed('stemp could not be reached.');
	if (status === 429 || status >= 500) return notRenewed(`stemp answered with status ${status}.`);
	return notRenewed(
		`stemp answered with status ${status}. Put a new refresh token into the credential: they live 30 days.`,
	);
}

const notRenewed = (why: string) => new Error(`The access token could not be renewed: ${why}`);

/** The tokens in the hidden field, if they descend from what the credential holds now. */
function held(credential: ICredentialDataDecryptedObject): Tokens | undefined {
	const tokens = jsonParse<Tokens | null>(textOf(credential.tokens), {
		fallbackValue: null,
	});
	return tokens?.origin === originOf(credential) ? tokens : undefined;
}

const originOf = (credential: ICredentialDataDecryptedObject) =>
	digest(`${baseUrlOf(credential)} ${textOf(credential.refreshToken)}`);

const nameOf = ({ origin, accessToken, refreshToken }: Tokens) =>
	digest(`${origin} ${accessToken} ${refreshToken}`);

const digest = (text: string) => createHash('sha256').update(text).digest('hex');
