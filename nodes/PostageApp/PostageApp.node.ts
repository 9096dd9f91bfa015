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
import { accountOperations } from './resources/account';
import { mailboxOperations } from './resources/mailbox';
import { messageOperations } from './resources/message';
import { methodOperations } from './resources/method';
import { projectOperations } from './resources/project';
import { scheduledMessageOperations } from './resources/scheduledMessage';
import { suppressionOperations } from './resources/suppression';

const resource: INodeProperties = {
	displayName: 'Resource',
	name: 'resource',
	type: 'options',
	noDataExpression: true,
	options: [
		{ name: 'Account', value: 'account' },
		{ name: 'Mailbox', value: 'mailbox' },
		{ name: 'Message', value: 'message' },
		{ name: 'Method', value: 'method' },
		{ name: 'Project', value: 'project' },
		{ name: 'Scheduled Message', value: 'scheduledMessage' },
		{ name: 'Suppression', value: 'suppression' },
	],
	default: 'message',
};

const operations = [
	messageOperations,
	scheduledMessageOperations,
	suppressionOperations,
	projectOperations,
	accountOperations,
	mailboxOperations,
	methodOperations,
];

export class PostageApp implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'PostageApp',
		name: 'postageApp',
		icon: { light: 'file:postageApp.svg', dark: 'file:postageApp.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle: operationSubtitle(resource, operations),
		description:
			'Send transactional email and mail merges, each only once, schedule and track them',
		defaults: { name: 'PostageApp' },
		usableAsTool: true,
		hints: [waitingHint],
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'postageAppApi', required: true }],
		// The credential replaces this host with its own unless it is for production.
		requestDefaults: { ...requestDefaults, baseURL: 'https://api.postageapp.com' },
		properties: withValidation([resource, ...operations, ...fields]),
	};
}
