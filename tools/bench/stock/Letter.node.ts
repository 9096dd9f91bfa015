import { NodeConnectionTypes, type INodeType, type INodeTypeDescription } from 'n8n-workflow';

/** A declarative node as in n8n's guide: fields with `routing`, and nothing else. */
export class Letter implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Letter',
		name: 'letter',
		group: ['output'],
		version: 1,
		description: 'Sends a letter',
		defaults: { name: 'Letter' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'letterApi', required: true }],
		requestDefaults: { baseURL: process.env.BENCH_PROVIDER, method: 'POST', url: '/messages' },
		properties: [
			{
				displayName: 'Recipient',
				name: 'recipient',
				type: 'string',
				default: '',
				routing: { send: { type: 'body', property: 'recipient' } },
			},
			{
				displayName: 'Body',
				name: 'body',
				type: 'string',
				default: '',
				routing: { send: { type: 'body', property: 'body' } },
			},
			{
				displayName: 'Reference',
				name: 'reference',
				type: 'string',
				default: '',
				routing: { send: { type: 'body', property: 'reference' } },
			},
		],
	};
}
