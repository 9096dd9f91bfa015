import { NodeConnectionTypes, type INodeType, type INodeTypeDescription } from 'n8n-workflow';

import { eachOnce } from '../shared/descriptions/eachOnce';
import { requestDefaults } from '../shared/request';
import { accountDescription } from './resources/account';
import { mailboxDescription } from './resources/mailbox';
import { messageDescription } from './resources/message';
import { methodDescription } from './resources/method';
import { projectDescription } from './resources/project';
import { scheduledMessageDescription } from './resources/scheduledMessage';
import { suppressionDescription } from './resources/suppression';

const properties = eachOnce([
	...messageDescription,
	...scheduledMessageDescription,
	...suppressionDescription,
	...projectDescription,
	...accountDescription,
	...mailboxDescription,
	...methodDescription,
]);

export class PostageApp implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'PostageApp',
		name: 'postageApp',
		icon: { light: 'file:postageApp.svg', dark: 'file:postageApp.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle: '={{$parameter["operation"] + ": " + $parameter["resource"]}}',
		description: 'Send transactional mail that is never sent twice, schedule it and follow it',
		defaults: { name: 'PostageApp' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'postageAppApi', required: true }],
		// The credential puts its own host in the place of this one when it is not the production's.
		requestDefaults: { ...requestDefaults, baseURL: 'https://api.postageapp.com' },
		properties: [
			{
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
			},
			...properties,
		],
	};
}
