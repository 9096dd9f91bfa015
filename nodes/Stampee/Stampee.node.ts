import {
	NodeConnectionTypes,
	type INodeProperties,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';

import { resource } from '../shared/dispatch/resource';
import { requestDefaults } from '../shared/request';
import { fields } from './fields';
import { searchCustomers } from './listSearch/searchCustomers';
import { customerOperations } from './resources/customer';
import { messageOperations } from './resources/message';

const parameters: INodeProperties[] = [messageOperations, customerOperations, ...fields];

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
			resource(
				[
					{ name: 'Customer', value: 'customer' },
					{ name: 'Message', value: 'message' },
				],
				'message',
				parameters,
			),
			...parameters,
		],
	};

	methods = { listSearch: { searchCustomers } };
}
