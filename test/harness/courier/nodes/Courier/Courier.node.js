/** Builds the request's body from the item's file, however n8n stores it. */
async function attachFile(requestOptions) {
	const file = this.helpers.assertBinaryData('letter');
	const content = await this.helpers.getBinaryDataBuffer('letter');
	requestOptions.body = content;
	requestOptions.headers = { 'content-type': file.mimeType, 'x-file-name': file.fileName };
	return requestOptions;
}

/** Stores the streamed answer as the item's file. */
async function keepReceipt(items, { body }) {
	const receipt = await this.helpers.prepareBinaryData(body, 'receipt.txt', 'text/plain');
	return [{ json: {}, binary: { receipt } }];
}

const authentications = ['courierApi', 'courierSignedApi', 'courierLoginApi'];

class Courier {
	description = {
		displayName: 'Courier',
		name: 'courier',
		group: ['output'],
		version: 1,
		description: 'Sends letters',
		defaults: { name: 'Courier' },
		usableAsTool: true,
		inputs: ['main'],
		outputs: ['main'],
		credentials: authentications.map((name) => ({
			name,
			required: true,
			displayOptions: { show: { authentication: [name] } },
		})),
		requestDefaults: { baseURL: '={{ $credentials.baseUrl }}' },
		properties: [
			{
				displayName: 'Authentication',
				name: 'authentication',
				type: 'options',
				options: authentications.map((name) => ({ name, value: name })),
				default: 'courierApi',
			},
			{
				displayName: 'Operation',
				name: 'operation',
				type: 'options',
				noDataExpression: true,
				options: [
					{
						name: 'Send',
						value: 'send',
						action: 'Send letter',
						routing: { request: { method: 'POST', url: '/letters' } },
					},
					{
						name: 'Send File',
						value: 'sendFile',
						action: 'Send file',
						routing: {
							request: { method: 'POST', url: '/files' },
							send: { preSend: [attachFile] },
						},
					},
					{
						name: 'Download',
						value: 'download',
						action: 'Download receipt',
						routing: {
							request: { method: 'GET', url: '/receipt', encoding: 'stream' },
							output: { postReceive: [keepReceipt] },
						},
					},
				],
				default: 'send',
			},
			{
				displayName: 'To',
				name: 'to',
				type: 'string',
				default: '',
				required: true,
				displayOptions: { show: { operation: ['send'] } },
				routing: { send: { type: 'body', property: 'to' } },
			},
			{
				displayName: 'Depot',
				name: 'depot',
				type: 'resourceLocator',
				default: { mode: 'list', value: '' },
				modes: [
					{
						displayName: 'From List',
						name: 'list',
						type: 'list',
						typeOptions: { searchListMethod: 'searchDepots', searchable: true },
					},
				],
			},
		],
	};

	methods = {
		listSearch: {
			async searchDepots(filter, paginationToken) {
				const credentials = await this.getCredentials('courierApi');
				const page = await this.helpers.httpRequestWithAuthentication.call(this, 'courierApi', {
					url: `${credentials.baseUrl}/depots`,
					qs: { filter, page: paginationToken },
				});
				return {
					results: page.depots.map((name) => ({ name, value: name })),
					paginationToken: page.next,
				};
			},
		},
		loadOptions: {
			async getDelays() {
				const { authentication } = this.getCurrentNodeParameters();
				return [{ name: authentication, value: 1 }];
			},
		},
	};
}

module.exports = { Courier };
