import {
	NodeConnectionTypes,
	type INodeProperties,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';

import { operationSubtitle } from '../shared/descriptions/subtitle';
import { waitingHint } from '../shared/descriptions/progress';
import { withValidation } from '../shared/dispatch/withValidation';
import { requestDefaults } from '../shared/request';
import { fields } from './fields';
import { searchCustomers } from './listSearch/searchCustomers';
import { customerOperations } from './resources/customer';
import { messageOperations } from './resources/message';

const resource: INodeProperties = {
	displayName: 'Resource',
	name: 'resource',
	type: 'options',
	noDataExpression: true,
	options: [
		{ name: 'Message', value: 'message' },
		{ name: 'Customer', value: 'customer' },
	],
	default: 'message',
};

const operations = [messageOperations, customerOperations];

export class Stampee implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Stampee',
		name: 'stampee',
		icon: { light: 'file:stampee.svg', dark: 'file:stampee.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle: operationSubtitle(resource, operations),
		description:
			'Send registered letters (LRE) and simple letters, track them and get the evidence',
		defaults: { name: 'Stampee' },
		usableAsTool: true,
		hints: [waitingHint],
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'stampeeApi', required: true }],
		// The credential replaces this host with its own unless it is for production.
		requestDefaults: { ...requestDefaults, baseURL: 'https://api.stampee.fr' },
		properties: withValidation([resource, ...operations, ...fields]),
	};

	methods = { listSearch: { searchCustomers } };
}
