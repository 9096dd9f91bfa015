import type {
	ICredentialDataDecryptedObject,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';

import { textOf } from './json';

/**
 * Binds a request to the one host that a credential belongs to, so that its secrets can't go elsewhere,
 * not by a redirect either.
 * @throws Error if the request already names another host
 */
export function atHost(request: IHttpRequestOptions, baseURL: string): IHttpRequestOptions {
	const host = baseURL.trim().replace(/\/+$/, '');
	if (!URL.canParse(host) || !/^https?:/i.test(host)) {
		throw new Error('The base URL in the credential is not a URL');
	}
	const asked = new URL(request.url, host);
	if (asked.origin !== new URL(host).origin) {
		throw new Error(`This credential is not meant for ${asked.host}`);
	}
	return { ...request, baseURL: host, disableFollowRedirect: true };
}

/**
 * What belongs to the environment of a credential.
 * @param choices by the names of the environments
 * @throws Error for an environment that there is not: what was meant for a test must not reach anybody
 */
export function inEnvironment<T>(
	{ environment = 'production' }: ICredentialDataDecryptedObject,
	choices: Record<string, T>,
): T {
	const name = textOf(environment);
	if (Object.hasOwn(choices, name)) return choices[name];
	throw new Error(
		`The environment in the credential is '${name}', which is none of ${Object.keys(choices).join(', ')}`,
	);
}

/** The host that a credential is for, at a provider that has one only. */
export const hostOf = (credential: ICredentialDataDecryptedObject, production: string) =>
	inEnvironment(credential, { production, custom: textOf(credential.baseUrl) });

/**
 * Lets a send run to its end when the execution is stopped. n8n would break it off, and then nobody
 * knows whether it was accepted. Reads are broken off as usual.
 * @param isRead by default what HTTP calls so; a provider may have reads that are a POST
 */
export function unstoppableIfSend(
	request: IHttpRequestOptions,
	isRead = request.method === undefined || request.method === 'GET',
): IHttpRequestOptions {
	return isRead ? request : { ...request, abortSignal: undefined };
}

/** Where a credential's requests go: the provider itself, or an address that the user enters. */
export const environmentFields = (
	hosts: { production: string; sandbox?: string },
	placeholder: string,
): INodeProperties[] => [
	{
		displayName: 'Environment',
		name: 'environment',
		type: 'options',
		options: [
			{ name: 'Production', value: 'production', description: hosts.production },
			...(hosts.sandbox ? [{ name: 'Sandbox', value: 'sandbox', description: hosts.sandbox }] : []),
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
		placeholder,
		displayOptions: { show: { environment: ['custom'] } },
	},
];
