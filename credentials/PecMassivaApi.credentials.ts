import type {
	IAuthenticate,
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	IHttpRequestHelper,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';

import {
	anotherToken,
	fingerprint,
	readSession,
	scopesAt,
	storedSession,
	type OpenapiAccount,
} from '../nodes/PecMassiva/openapiToken';
import { atHost, unstoppableIfSend } from '../nodes/shared/credential';
import { isObject, textOf } from '../nodes/shared/json';

interface Hosts {
	api: string;
	/** OAuth, by version. */
	v2: string;
	v1: string;
	/** The host that scopes name. */
	scopes: string;
}

/** The vendor's hosts (page of PEC Massiva; OpenAPI files oauthv2 and oauth). */
const HOSTS: Record<string, Hosts> = {
	production: {
		api: 'https://ws.pecmassiva.com',
		v2: 'https://oauth.openapi.com',
		v1: 'https://oauth.openapi.it',
		scopes: 'ws.pecmassiva.com',
	},
	sandbox: {
		api: 'https://test.ws.pecmassiva.com',
		v2: 'https://test.oauth.openapi.com',
		v1: 'https://test.oauth.openapi.it',
		scopes: 'test.ws.pecmassiva.com',
	},
};

function hostsOf({ environment, baseUrl, oauthUrl }: ICredentialDataDecryptedObject): Hosts {
	const oauth = textOf(oauthUrl).replace(/\/+$/, '');
	const custom = { ...HOSTS.sandbox, api: textOf(baseUrl), v2: oauth, v1: oauth };
	return environment === 'custom' ? custom : (HOSTS[textOf(environment)] ?? HOSTS.production);
}

function accountOf(credential: ICredentialDataDecryptedObject): OpenapiAccount {
	const hosts = hostsOf(credential);
	const version = credential.oauthVersion === 'v1' ? 'v1' : 'v2';
	return {
		email: textOf(credential.email),
		apiKey: textOf(credential.apiKey),
		version,
		url: hosts[version],
		scopes: scopesAt(hosts.scopes),
	};
}

const makesItsToken = ({ authorization }: ICredentialDataDecryptedObject) =>
	authorization === 'apiKey';

/**
 * The token to call with.
 * @throws an error that n8n takes for a 401 if the token at hand is about to end or was made for another
 * account: it then calls `preAuthentication` for another one, before any request has left
 */
function tokenOf(credential: ICredentialDataDecryptedObject): string {
	if (!makesItsToken(credential)) return textOf(credential.token);
	const session = readSession(credential.sessionToken);
	const fits = session?.account === fingerprint(accountOf(credential));
	if (session && fits && Date.now() < session.renewAt) return session.token;
	throw Object.assign(new Error('The Openapi token has to be renewed'), {
		response: { status: 401 },
	});
}

/** Sends carry the mailbox' login in their body, all other requests in headers (vendor's page). */
function withLogin(
	request: IHttpRequestOptions,
	{ username, password }: ICredentialDataDecryptedObject,
): IHttpRequestOptions {
	const login = {
		username: textOf(username),
		password: typeof password === 'string' ? password : '',
	};
	if (request.method === 'POST' && isObject(request.body)) {
		return { ...request, body: { ...request.body, ...login } };
	}
	const headers = { 'x-username': login.username, 'x-password': login.password };
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
		{
			displayName: 'Environment',
			name: 'environment',
			type: 'options',
			options: [
				{ name: 'Production', value: 'production', description: HOSTS.production.api },
				{ name: 'Sandbox', value: 'sandbox', description: HOSTS.sandbox.api },
				{
					name: 'Custom',
					value: 'custom',
					description: 'Another address, such as a local sandbox',
				},
			],
			default: 'production',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: '',
			placeholder: 'e.g. http://localhost:5694',
			displayOptions: { show: { environment: ['custom'] } },
		},
		{
			displayName: 'Mailbox User Name',
			name: 'username',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. acme@pecmassiva.com',
			description: 'Openapi sends it by e-mail when the mailbox is activated',
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
					name: 'Made by This Credential',
					value: 'apiKey',
					description: 'From your account e-mail and API key, and renewed before it ends',
				},
				{
					name: 'Made by You',
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
			description:
				'It needs the scopes GET, POST and DELETE on send, GET and DELETE on inbox, GET on quota',
		},
		{
			displayName: 'Account Email',
			name: 'email',
			type: 'string',
			placeholder: 'name@email.com',
			default: '',
			required: true,
			displayOptions: { show: { authorization: ['apiKey'] } },
			description: 'With which you sign in to the Openapi console',
		},
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			displayOptions: { show: { authorization: ['apiKey'] } },
			description: 'From the Openapi console. Production and sandbox have keys of their own.',
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
			placeholder: 'e.g. http://localhost:5695',
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

	/** n8n calls it when there is no token yet, and when a request or `authenticate` met a 401. */
	async preAuthentication(this: IHttpRequestHelper, credential: ICredentialDataDecryptedObject) {
		if (!makesItsToken(credential)) return {};
		const unfit = readSession(credential.sessionToken)?.token;
		const session = await anotherToken(this.helpers, accountOf(credential), unfit);
		return { sessionToken: storedSession(session) };
	}

	authenticate: IAuthenticate = async (credential, request) => {
		const bound = atHost(request, hostsOf(credential).api);
		const headers = { ...bound.headers, Authorization: `Bearer ${tokenOf(credential)}` };
		return unstoppableIfSend(withLogin({ ...bound, headers }, credential));
	};

	/** The cheapest read, which needs the token, its scope and the mailbox' login. */
	test: ICredentialTestRequest = {
		request: { baseURL: HOSTS.production.api, url: '/quota/INBOX' },
		rules: [
			{
				type: 'responseCode',
				properties: {
					value: 401,
					message:
						'PEC Massiva does not accept the token or the mailbox login. Check both, and that they belong to this environment.',
				},
			},
			{
				type: 'responseCode',
				properties: { value: 403, message: 'The token lacks a scope, such as GET on quota' },
			},
		],
	};
}
