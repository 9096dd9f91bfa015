import {
	NodeConnectionTypes,
	type INodeProperties,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';

import { operationSubtitle } from '../shared/descriptions/subtitle';
import { progressHints, waitingHint } from '../shared/descriptions/progress';
import { withValidation } from '../shared/dispatch/withValidation';
import { requestDefaults } from '../shared/request';
import { fields } from './fields';
import { sendRateLimit } from './policies';
import { inboxOperations } from './resources/inbox';
import { mailboxOperations } from './resources/mailbox';
import { messageOperations } from './resources/message';

const resource: INodeProperties = {
	displayName: 'Resource',
	name: 'resource',
	type: 'options',
	noDataExpression: true,
	options: [
		{ name: 'Message', value: 'message' },
		{ name: 'Inbox', value: 'inbox' },
		{ name: 'Mailbox', value: 'mailbox' },
	],
	default: 'message',
};

const operations = [messageOperations, inboxOperations, mailboxOperations];

export class PecMassiva implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'PEC Massiva',
		name: 'pecMassiva',
		icon: { light: 'file:pecMassiva.svg', dark: 'file:pecMassiva.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle: operationSubtitle(resource, operations),
		description:
			'Send Italian certified email (PEC), get its receipts, and read and delete messages in the inbox',
		defaults: { name: 'PEC Massiva' },
		usableAsTool: true,
		hints: [
			...progressHints({
				service: 'PEC Massiva',
				rateLimit: sendRateLimit,
				sends: ['message.send'],
			}),
			waitingHint,
		],
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'pecMassivaApi', required: true }],
		// The credential replaces this host with its own unless it is for production.
		requestDefaults: { ...requestDefaults, baseURL: 'https://ws.pecmassiva.com' },
		properties: withValidation([resource, ...operations, ...fields]),
	};
}
