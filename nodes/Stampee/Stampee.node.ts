import { NodeConnectionTypes, type INodeType, type INodeTypeDescription } from 'n8n-workflow';

import { eachOnce } from '../shared/descriptions/eachOnce';
import { requestDefaults } from '../shared/request';
import { searchCustomers } from './listSearch/searchCustomers';
import { customerDescription } from './resources/customer';
import { messageDescription } from './resources/message';

const properties = eachOnce([...messageDescription, ...customerDescription]);

export class Stampee implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Stampee',
		name: 'stampee',
		icon: { light: 'file:stampee.svg', dark: 'file:stampee.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle: '={{$parameter["operation"] + ": " + $parameter["resource"]}}',
		description:
			'Send simple and registered electronic letters (LS, LRE), follow them and get the proof',
		defaults: { name: 'Stampee' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'stampeeApi', required: true }],
		// The credential puts its own host in the place of this one when it is not the production's.
		requestDefaults: { ...requestDefaults, baseURL: 'https://api.stampee.fr' },
		properties: [
			{
				displayName: 'Resource',
				name: 'resource',
				type: 'options',
				noDataExpression: true,
				options: [
					{ name: 'Customer', value: 'customer' },
					{ name: 'Message', value: 'message' },
				],
				default: 'message',
			},
			...properties,
		],
	};

	methods = { listSearch: { searchCustomers } };
}
