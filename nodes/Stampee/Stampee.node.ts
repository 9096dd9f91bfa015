import { NodeConnectionTypes, type INodeType, type INodeTypeDescription } from 'n8n-workflow';

import { heldToDescription } from '../shared/dispatch/heldToDescription';
import { requestDefaults } from '../shared/request';
import { fields } from './fields';
import { searchCustomers } from './listSearch/searchCustomers';
import { customerOperations } from './resources/customer';
import { messageOperations } from './resources/message';

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
		properties: heldToDescription([
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
			messageOperations,
			customerOperations,
			...fields,
		]),
	};

	methods = { listSearch: { searchCustomers } };
}
