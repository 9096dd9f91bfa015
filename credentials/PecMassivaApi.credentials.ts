import { createHash } from 'node:crypto';
import type {
	IAuthenticate,
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	IDataObject,
	IHttpRequestHelper,
	IHttpRequestOptions,
	IN8nHttpFullResponse,
	INodeProperties,
} from 'n8n-workflow';

import { mailboxUserOf } from '../nodes/PecMassiva/account';
import { hostOf, HOSTS } from '../nodes/PecMassiva/api';
import { pecMassivaErrors } from '../nodes/PecMassiva/errors';
import { providerNow } from '../nodes/shared/clock';
import {
	atHost,
	chosen,
	environmentFields,
	inEnvironment,
	unstoppableIfSend,
} from '../nodes/shared/credential';
import { withRequestTracking } from '../nodes/shared/engine/requestTracking';
import { isObject, textOf } from '../nodes/shared/json';
import { askForToken, NoAnswer } from '../nodes/shared/outcome/tokenRequest';
import { baseUrl } from '../nodes/shared/parameters/baseUrl';
import { inHeader, password, token, userName } from '../nodes/shared/parameters/token';
import { redacted } from '../nodes/shared/response/redaction';
import { lifeOf, ownTokens } from '../nodes/shared/renewal';
import { anyServersHint } from '../nodes/shared/response/anyServer';
import { credentialTestRules } from '../nodes/shared/response/credentialTestRules';
import { LATER } from '../nodes/shared/response/statusHints';
import {
	renewedSession,
	newSession,
	NoToken,
	storedSession,
	tokenIn,
	type Session,
} from '../nodes/shared/session';

interface Hosts {
	/** OAuth, by version. */
	v2: string;
	v1: string;
	/** The host in the names of scopes. */
	scopes: string;
}

/** The hosts of Openapi's OAuth (OpenAPI files oauthv2 and oauth). */
const OAUTH_HOSTS: Record<string, Hosts> = {
	production: {
		v2: 'https://oauth.openapi.com',
		v1: 'https://oauth.openapi.it',
		scopes: 'ws.pecmassiva.com',
	},
	sandbox: {
		v2: 'https://test.oauth.openapi.com',
		v1: 'https://test.oauth.openapi.it',
		scopes: 'test.ws.pecmassiva.com',
	},
};

function oauthHostsOf(credential: ICredentialDataDecryptedObject): Hosts {
	// A value that is not chosen is not read.
	const hosts = inEnvironment<Hosts | undefined>(credential, { ...OAUTH_HOSTS, custom: undefined });
	if (hosts) return hosts;
	const oauth = baseUrl(credential.oauthUrl, 'OAuth URL');
	return { ...OAUTH_HOSTS.sandbox, v2: oauth, v1: oauth };
}

/** The first segment of a path stands for everything below it, so these six are all operations of the service. */
const OPERATIONS = [
	'GET:/send',
	'POST:/send',
	'DELETE:/send',
	'GET:/inbox',
	'DELETE:/inbox',
	'GET:/quota',
];

/** The account that requests a token from Openapi, and its settings. */
interface Account {
	email: string;
	apiKey: string;
	version: 'v1' | 'v2';
	/** Openapi's OAuth server. */
	url: string;
	scopes: string[];
}

function accountOf(credential: ICredentialDataDecryptedObject): Account {
	const hosts = oauthHostsOf(credential);
	const version = chosen(credential.oauthVersion, 'OAuth Version', ['v2', 'v1']);
	return {
		email: userName(credential.email, 'Account Email'),
		apiKey: token(credential.apiKey, 'API Key'),
		version,
		url: hosts[version],
		scopes: OPERATIONS.map((operation) => operation.replace(':', `:${hosts.scopes}`)),
	};
}

const keyOf = (account: Account) =>
	createHash('sha256').update(JSON.stringify(account)).digest('hex').slice(0, 16);

const createsToken = ({ authorization }: ICredentialDataDecryptedObject) =>
	chosen(authorization, 'Openapi Token', ['apiKey', 'token']) === 'apiKey';

/** The requested lifetime of a token, in seconds: 30 days, as in the vendor's examples. The maximum is a year. */
const LIFETIME = 30 * 24 * 60 * 60;

interface OAuthDialect {
	path: string;
	/**
	 * How long a new token lives, in milliseconds, by its own dates; NaN if they are missing.
	 * @param now the time of the answer, in Unix milliseconds by Openapi's clock
	 */
	lifetime: (token: IDataObject, now: number) => number;
}

/** The two versions of OAuth that Openapi runs (OpenAPI files oauthv2 and oauth). */
const DIALECTS: Record<Account['version'], OAuthDialect> = {
	v2: {
		path: '/tokens',
		lifetime: ({ createdAt, expireAt }) =>
			Date.parse(textOf(expireAt)) - Date.parse(textOf(createdAt)),
	},
	// Only its expiry is returned, in Unix seconds.
	v1: { path: '/token', lifetime: ({ expire }, now) => Number(expire) * 1000 - now },
};

const ENABLE =
	'Enable PEC Massiva for this account in the Openapi console, for the environment of the credential.';

/** What to do about a refusal of OAuth, by HTTP status (OpenAPI files oauthv2 and oauth). */
const HINTS: Record<number, string> = {
	401: 'Check the account email and the API key in the credential. Production and sandbox have API keys of their own.',
	406: ENABLE,
	422: ENABLE,
};

const PASTE_ONE = 'If it stays so, paste a token from the Openapi console into the credential.';

/** @throws NoToken, which contains nothing of the request */
async function makeSession(helper: IHttpRequestHelper, account: Account): Promise<Session> {
	const { path, lifetime } = DIALECTS[account.version];
	const { statusCode, headers, body } = await requestToken(helper, account, path);
	const token = isObject(body) && isObject(body.data) ? body.data : body;
	if (statusCode >= 300 || !isObject(token) || textOf(token.token) === '') {
		const said = isObject(body) ? redacted(textOf(body.message), [account.apiKey]) : '';
		throw new NoToken(
			`Openapi gave no token: ${said || `HTTP status ${statusCode}`}`,
			HINTS[statusCode] ?? `${said ? LATER : anyServersHint(statusCode)} ${PASTE_ONE}`,
		);
	}
	const life = lifeOf(lifetime(token, providerNow(headers)), LIFETIME * 1000);
	return newSession(textOf(token.token), keyOf(account), life);
}

async function requestToken(
	helper: IHttpRequestHelper,
	{ email, apiKey, url, scopes }: Account,
	path: string,
): Promise<IN8nHttpFullResponse> {
	const answer = await askForToken(helper, {
		baseURL: url,
		url: path,
		auth: { username: email, password: apiKey },
		body: { scopes, name: 'n8n', ttl: LIFETIME },
	});
	if (!(answer instanceof NoAnswer)) return answer;
	throw new NoToken(
		`Openapi's OAuth at ${url} ${answer.happened}`,
		answer.hint ??
			"Try again. If it stays so, check the network of this n8n. If you entered the OAuth URL yourself (environment 'Custom'), check that.",
	);
}

/** Sends have the mailbox's login in their body, all other requests in headers (vendor's page). */
function withLogin(
	request: IHttpRequestOptions,
	credential: ICredentialDataDecryptedObject,
): IHttpRequestOptions {
	const login = {
		username: mailboxUserOf(credential),
		password: password(credential.password, 'Mailbox Password'),
	};
	if (request.method === 'POST' && isObject(request.body)) {
		return { ...request, body: { ...request.body, ...login } };
	}
	const headers = {
		'x-username': inHeader(login.username, 'Mailbox User Name'),
		'x-password': inHeader(login.password, 'Mailbox Password'),
	};
	return { ...request, headers: { ...request.headers, ...headers } };
}

export class PecMassivaApi implements ICredentialType {
	name = 'pecMassivaApi';

	displayName = 'PEC Massiva API';

	icon = {
		light: 'file:../nodes/PecMassiva/pecMassiva.svg',
		dark: 'file:../nodes/PecMassiva/pecMassiva.dark.svg',
	} as const;

	documentationUrl =
		'https://github.com/n8n-nodes-certified-mail/n8n-nodes-certified-mail/blob/main/docs/pec-massiva.md#credential';

	properties: INodeProperties[] = [
		...environmentFields(HOSTS, 'e.g. http://127.0.0.1:5697'),
		{
			displayName: 'Mailbox User Name',
			name: 'username',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. acme@pecmassiva.com',
			hint: 'Openapi sends it by email when the mailbox is activated',
		},
		{
			displayName: 'Mailbox Password',
			name: 'password',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
		},
		{
			displayName: 'Openapi Token',
			name: 'authorization',
			type: 'options',
			options: [
				{
					name: 'Generate Automatically',
					value: 'apiKey',
					description: 'From your account email and API key, and renewed before it ends',
				},
				{
					name: 'Enter Manually',
					value: 'token',
					description: 'In the Openapi console, with the scopes of PEC Massiva',
				},
			],
			default: 'apiKey',
		},
		{
			displayName: 'Token',
			name: 'token',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			displayOptions: { show: { authorization: ['token'] } },
			hint: 'It needs the scopes GET, POST and DELETE on send, GET and DELETE on inbox, GET on quota',
		},
		{
			displayName: 'Account Email',
			name: 'email',
			type: 'string',
			placeholder: 'name@email.com',
			default: '',
			required: true,
			displayOptions: { show: { authorization: ['apiKey'] } },
			hint: 'With which you sign in to the Openapi console',
		},
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			displayOptions: { show: { authorization: ['apiKey'] } },
			hint: 'From the Openapi console. Production and sandbox have keys of their own.',
		},
		{
			displayName: 'OAuth Version',
			name: 'oauthVersion',
			type: 'options',
			options: [
				{
					name: 'Version 1',
					value: 'v1',
					description: 'The older one, which Openapi calls deprecated',
				},
				{ name: 'Version 2', value: 'v2' },
			],
			default: 'v2',
			displayOptions: { show: { authorization: ['apiKey'] } },
		},
		{
			displayName: 'OAuth URL',
			name: 'oauthUrl',
			type: 'string',
			default: '',
			placeholder: 'e.g. http://127.0.0.1:5698',
			displayOptions: { show: { environment: ['custom'], authorization: ['apiKey'] } },
		},
		{
			displayName: 'Session Token',
			name: 'sessionToken',
			type: 'hidden',
			typeOptions: { expirable: true, password: true },
			default: '',
		},
	];

	/** n8n calls this when there is no token yet, and when `authenticate` throws an error that looks like a 401. */
	async preAuthentication(this: IHttpRequestHelper, credential: ICredentialDataDecryptedObject) {
		if (!createsToken(credential)) return {};
		const account = accountOf(credential);
		const make = async () => await makeSession(this, account);
		const session = await renewedSession(keyOf(account), credential.sessionToken, make);
		return { sessionToken: storedSession(session) };
	}

	authenticate: IAuthenticate = withRequestTracking(
		async (credential, request) => {
			const bound = atHost(request, hostOf(credential));
			const bearer = createsToken(credential)
				? tokenIn(credential.sessionToken, keyOf(accountOf(credential)))
				: token(credential.token, 'Token');
			const headers = { ...bound.headers, Authorization: `Bearer ${bearer}` };
			return unstoppableIfSend(withLogin({ ...bound, headers }, credential));
		},
		(credential) => (createsToken(credential) ? ownTokens(credential, 'sessionToken') : undefined),
	);

	/** The cheapest read, which needs the token, its scope and the mailbox's login. No 403 is documented. */
	test: ICredentialTestRequest = {
		request: { baseURL: HOSTS.production, url: '/quota/INBOX' },
		rules: credentialTestRules(
			pecMassivaErrors.service,
			{
				400: 'PEC Massiva says that the mailbox may be unavailable (400). Check that it has been activated, and that it belongs to this environment.',
				401: 'PEC Massiva does not accept the token or the mailbox login (401), and does not say which. Check both, and that they belong to this environment.',
				403: 'PEC Massiva does not permit this (403), and does not document why. One possible reason: the token lacks a scope, such as GET on quota.',
			},
			['data'],
		),
	};
}
