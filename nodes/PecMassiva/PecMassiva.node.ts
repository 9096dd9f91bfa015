import { NodeConnectionTypes, type INodeType, type INodeTypeDescription } from 'n8n-workflow';

import { heldToDescription } from '../shared/dispatch/heldToDescription';
import { requestDefaults } from '../shared/request';
import { fields } from './fields';
import { inboxOperations } from './resources/inbox';
import { mailboxOperations } from './resources/mailbox';
import { messageOperations } from './resources/message';

export class PecMassiva implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'PEC Massiva',
		name: 'pecMassiva',
		icon: { light: 'file:pecMassiva.svg', dark: 'file:pecMassiva.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle: '={{$parameter["operation"] + ": " + $parameter["resource"]}}',
		description: 'Send certified mail (PEC), read its receipts and work the inbox',
		defaults: { name: 'PEC Massiva' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'pecMassivaApi', required: true }],
		// The credential puts its own host in the place of this one when it is not the production's.
		requestDefaults: { ...requestDefaults, baseURL: 'https://ws.pecmassiva.com' },
		properties: heldToDescription([
			{
				displayName: 'Resource',
				name: 'resource',
				type: 'options',
				noDataExpression: true,
				options: [
					{ name: 'Inbox', value: 'inbox' },
					{ name: 'Mailbox', value: 'mailbox' },
					{ name: 'Message', value: 'message' },
				],
				default: 'message',
			},
			messageOperations,
			inboxOperations,
			mailboxOperations,
			...fields,
		]),
	};
}
