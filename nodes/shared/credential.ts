import type {
	ICredentialDataDecryptedObject,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';

import { textOf } from './json';
import { baseUrl } from './parameters/baseUrl';
import { CredentialFault, faultIn } from './parameters/credentialFault';

/** The label of the field for a custom base URL. */
const BASE_URL = 'Base URL';

/**
 * Binds a request to the one host that a credential belongs to, so that its secrets can't be sent elsewhere, not even
 * by a redirect.
 * @throws CredentialFault if the base URL is invalid; Error if the request already names another host
 */
export function atHost(request: IHttpRequestOptions, baseURL: string): IHttpRequestOptions {
	const host = baseUrl(baseURL, BASE_URL);
	const asked = new URL(request.url, host);
	if (asked.origin !== new URL(host).origin) {
		throw new Error(`This credential is not meant for ${asked.host}`);
	}
	return { ...request, baseURL: host, disableFollowRedirect: true };
}

/**
 * The settings that belong to the environment of a credential.
 * @param choices by the names of the environments
 * @throws CredentialFault for an unknown environment: a test message must not reach anybody
 */
export function inEnvironment<T>(
	credential: ICredentialDataDecryptedObject,
	choices: Record<string, T>,
): T {
	// An expression without a value means no environment: a test message would be sent for real.
	const name = 'environment' in credential ? textOf(credential.environment) : 'production';
	if (Object.hasOwn(choices, name)) return choices[name];
	throw new CredentialFault(
		`The environment in the credential is '${name}', which is none of ${Object.keys(choices).join(', ')}`,
	);
}

/**
 * The value chosen in a list of a credential. An expression may return a value that is not in the list.
 * @param field the label of the list
 * @param choices its values; the first is the default
 * @throws CredentialFault for any other
 */
export function chosen<T extends string>(value: unknown, field: string, choices: [T, ...T[]]): T {
	const name = value === undefined ? choices[0] : textOf(value);
	const found = choices.find((choice) => choice === name);
	if (found !== undefined) return found;
	throw faultIn(field, `is '${name.slice(0, 50)}', which is none of ${choices.join(', ')}`);
}

/**
 * The host that a credential is for.
 * @param hosts of the provider's own environments
 * @throws CredentialFault for an unknown environment, or an invalid custom address
 */
export function hostOf(
	credential: ICredentialDataDecryptedObject,
	hosts: { production: string; sandbox?: string },
): string {
	// A value that is not chosen is not read.
	const host = inEnvironment<string | undefined>(credential, { ...hosts, custom: undefined });
	return host ?? baseUrl(credential.baseUrl, BASE_URL);
}

/**
 * Completes a send even if the execution is stopped. n8n would abort it, and then nobody knows whether it was
 * accepted. Reads are aborted as usual.
 * @param isRead by default, what HTTP defines as a read; a provider may have reads that are a POST
 */
export function unstoppableIfSend(
	request: IHttpRequestOptions,
	isRead = request.method === undefined || request.method === 'GET',
): IHttpRequestOptions {
	return isRead ? request : { ...request, abortSignal: undefined };
}

/** The host for a credential's requests: the provider itself, or a custom address. */
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
