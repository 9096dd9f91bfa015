import type { IExecuteFunctions, IHttpRequestOptions, INodeType } from 'n8n-workflow';

/** The request that the node makes. */
export interface PlainRequest {
	method: 'GET' | 'POST';
	/** Relative to the credential's host, or absolute if no credential is used. */
	url: string;
	qs?: Record<string, string | number>;
	body?: object;
}

/** The full name of the node. */
export const REQUEST_NODE = 'check.request';

/**
 * A node of the check for requests that no operation of the package makes. n8n authenticates them with the package's
 * credential, which restricts them to its host. It never fails because of an answer.
 * @param types the credential types that it accepts
 */
export const requestNode = (types: string[]): INodeType => ({
	description: {
		displayName: 'Request',
		name: 'request',
		group: ['input'],
		version: 1,
		description: 'One request, as it is',
		defaults: { name: 'Request' },
		inputs: ['main'],
		outputs: ['main'],
		credentials: types.map((name) => ({ name, required: false })),
		properties: [
			{ displayName: 'Request', name: 'request', type: 'json', default: '{}' },
			{ displayName: 'Credential Type', name: 'credentialType', type: 'string', default: '' },
		],
	},
	async execute(this: IExecuteFunctions) {
		const request = JSON.parse(this.getNodeParameter('request', 0) as string) as PlainRequest;
		const type = this.getNodeParameter('credentialType', 0) as string;
		const options: IHttpRequestOptions = {
			...request,
			json: request.body !== undefined,
			encoding: 'arraybuffer',
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			disableFollowRedirect: true,
		};
		await (type === ''
			? this.helpers.httpRequest(options)
			: this.helpers.httpRequestWithAuthentication.call(this, type, options));
		return [[{ json: {} }]];
	},
});
