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
import { PRODUCTION } from './api';
import { fields } from './fields';
import { searchUsers } from './listSearch/searchUsers';
import { emailOperations } from './resources/email';
import { suppressionOperations } from './resources/suppression';
import { userOperations } from './resources/user';

const resource: INodeProperties = {
	displayName: 'Resource',
	name: 'resource',
	type: 'options',
	noDataExpression: true,
	options: [
		{ name: 'Email', value: 'email' },
		{ name: 'User', value: 'user' },
		{ name: 'Suppression', value: 'suppression' },
	],
	default: 'email',
};

const operations = [emailOperations, suppressionOperations, userOperations];

export class Stemp implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'stemp',
		name: 'stemp',
		icon: { light: 'file:stemp.svg', dark: 'file:stemp.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle: operationSubtitle(resource, operations),
		description: "Send email to an organization's users and members, track it and manage the users",
		defaults: { name: 'stemp' },
		usableAsTool: true,
		hints: [waitingHint],
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'stempApi', required: true }],
		// The credential replaces this host with its own unless it is for production.
		requestDefaults: { ...requestDefaults, baseURL: PRODUCTION },
		properties: withValidation([resource, ...operations, ...fields]),
	};

	methods = { listSearch: { searchUsers } };
}
