import { createHash } from 'node:crypto';
import {
	jsonParse,
	sleep,
	type ICredentialDataDecryptedObject,
	type IHttpRequestHelper,
	type IN8nHttpFullResponse,
} from 'n8n-workflow';

import { inWords } from '../shared/clock';
import { chosen } from '../shared/credential';
import { filled, isObject, textOf } from '../shared/json';
import { askForToken, NoAnswer } from '../shared/outcome/tokenRequest';
import { optionalToken, token } from '../shared/parameters/token';
import { isFresh, lifeOf, NeedsRenewal, renewed, type Renewable } from '../shared/renewal';
import { anyServersHint } from '../shared/response/anyServer';
import { isSuccess } from '../shared/response/providerError';
import { mostWaited, pauseIn } from '../shared/response/retryAfter';
import { NoToken } from '../shared/session';
import { baseUrlOf } from './api';

/**
 * The tokens that a credential stores between renewals, as JSON in one hidden field: the only field that n8n always
 * writes back, even if the user entered the refresh token as an expression. So a rotated refresh token is always
 * stored together with its access token.
 */
interface Tokens extends Renewable {
	accessToken: string;
	/** The latest one: stemp may replace the one that the user entered. */
	refreshToken: string;
	/** A hash of what these tokens were obtained with. If the user enters another refresh token, they are discarded. */
	origin: string;
}

/** An access token is renewed so many milliseconds before it expires, or at half its life if that is later. */
const MARGIN = 60_000;

/** How long an access token lives if the answer does not contain it, in milliseconds: 30 minutes (Authentication). */
const USUAL_LIFE = 30 * 60_000;

/** Milliseconds before each retry of a renewal that got no answer, or a temporary error. */
const PAUSES = [500, 2_000];

/** Statuses after which a renewal is tried again. */
const TRANSIENT_STATUSES = [429, 502, 503, 504];

/** Refusals that are not about the token: a login at a proxy, a time limit, a rate limit. */
const NOT_OF_TOKENS = [407, 408, 429];

const NEW_TOKEN = 'Put a new refresh token into the credential: they live 30 days.';

const UNREACHABLE =
	"Try again later. If it stays so, check the network of this n8n. If you entered the base URL yourself (environment 'Custom'), check that.";

/** The longest that a renewal waits because stemp asks for it, in milliseconds. */
const MAX_REQUESTED_PAUSE = 60_000;

/**
 * The access token for a request.
 * @throws NeedsRenewal if there is none that is fresh
 */
export function accessTokenOf(credential: ICredentialDataDecryptedObject): string {
	if (!hasRefreshToken(credential)) return enteredToken(credential);
	const tokens = storedTokens(credential);
	if (!tokens || !isFresh(tokens)) throw new NeedsRenewal();
	return tokens.accessToken;
}

/** The same, fresh or not; empty if there is none yet. Even an expired one identifies the account. */
export const latestAccessToken = (credential: ICredentialDataDecryptedObject): string =>
	hasRefreshToken(credential)
		? (storedTokens(credential)?.accessToken ?? '')
		: enteredToken(credential);

/** Whether the credential has a refresh token, as opposed to an access token that lives 30 minutes. */
export const hasRefreshToken = ({ authentication }: ICredentialDataDecryptedObject) =>
	chosen(authentication, 'Authentication', ['refreshToken', 'accessToken']) === 'refreshToken';

/** The token that the user entered, without copy-and-paste residue. */
export const enteredToken = (credential: ICredentialDataDecryptedObject) =>
	hasRefreshToken(credential)
		? token(credential.refreshToken, 'Refresh Token')
		: token(credential.accessToken, 'Access Token');

/**
 * Renews a credential's tokens: the new value of its hidden field.
 * @throws Error that reports why stemp issued no new access token, without any secret
 */
export async function renewedTokens(
	helper: IHttpRequestHelper,
	credential: ICredentialDataDecryptedObject,
): Promise<string> {
	const current = storedTokens(credential) ?? {
		accessToken: '',
		refreshToken: enteredToken(credential),
		renewAt: 0,
		origin: originOf(credential),
	};
	const identity = ({ origin, accessToken, refreshToken }: Tokens) => [
		origin,
		accessToken,
		refreshToken,
	];
	const tokens = await renewed(
		current,
		identity,
		async (latest) => await renew(helper, credential, latest),
	);
	return JSON.stringify(tokens);
}

/** "Refresh" (developer.stemp.app, Authentication): JSON, and without a grant type. */
async function renew(
	helper: IHttpRequestHelper,
	credential: ICredentialDataDecryptedObject,
	{ refreshToken, origin }: Tokens,
): Promise<Tokens> {
	const { body, statusCode: answered } = await answerOf(helper, baseUrlOf(credential), {
		refresh_token: refreshToken,
		...filled({
			client_id: optionalToken(credential.clientId, 'Client ID'),
			client_secret: optionalToken(credential.clientSecret, 'Client Secret'),
		}),
	});
	const grant = isObject(body) ? body : {};
	const accessToken = textOf(grant.access_token);
	if (accessToken === '') {
		// OAuth's errors have one (RFC 6749, 5.2), whatever the status.
		const hint = textOf(grant.error) === '' ? anyServersHint(answered) : NEW_TOKEN;
		throw notRenewed('stemp gave an answer without one', hint);
	}
	const life = lifeOf(Number(grant.expires_in) * 1000, USUAL_LIFE);
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
		const answer = await askForToken(helper, { url: `${baseUrl}/v1/apps/oauth2/refresh`, body });
		const isAnswer = !(answer instanceof NoAnswer);
		if (isAnswer && isSuccess(answer.statusCode)) return answer;
		const status = isAnswer ? answer.statusCode : answer.proxyStatus;
		const asked = isAnswer ? pauseIn(answer.headers) : 0;
		const pause = asked || PAUSES[tries];
		const isPassing = status === undefined || TRANSIENT_STATUSES.includes(status);
		if (!isPassing || tries >= PAUSES.length || pause > MAX_REQUESTED_PAUSE) {
			throw refused(answer, asked);
		}
		await sleep(pause);
	}
}

/** @param asked the pause that stemp asks for, in milliseconds */
function refused(answer: IN8nHttpFullResponse | NoAnswer, asked = 0): Error {
	if (answer instanceof NoAnswer)
		return notRenewed(`stemp ${answer.happened}`, answer.hint ?? UNREACHABLE);
	const { statusCode: status, body } = answer;
	const patience =
		asked > MAX_REQUESTED_PAUSE
			? ` and asks for a pause of ${inWords(asked)}; ${mostWaited(MAX_REQUESTED_PAUSE)}`
			: '';
	// A firewall's page or a redirect is not about the token.
	const isRefused = status === 401 || (status >= 400 && status < 500 && isObject(body));
	const hint = isRefused && !NOT_OF_TOKENS.includes(status) ? NEW_TOKEN : anyServersHint(status);
	return notRenewed(`stemp answered with status ${status}${patience}`, hint);
}

const notRenewed = (why: string, hint: string) =>
	new NoToken(`The access token could not be renewed: ${why}`, hint);

/** The tokens in the hidden field, if they descend from what the credential holds now. */
function storedTokens(credential: ICredentialDataDecryptedObject): Tokens | undefined {
	const tokens = jsonParse<Tokens | null>(textOf(credential.tokens), {
		fallbackValue: null,
	});
	return tokens?.origin === originOf(credential) ? tokens : undefined;
}

const originOf = (credential: ICredentialDataDecryptedObject) =>
	createHash('sha256')
		.update(`${baseUrlOf(credential)} ${enteredToken(credential)}`)
		.digest('hex');
