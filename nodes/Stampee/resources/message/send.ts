import { updateDisplayOptions, type INodeProperties } from 'n8n-workflow';

import { attachments, htmlHint, simplify } from '../../../shared/descriptions';
import { ofKind } from '../../../shared/parameters/kind';
import { recipientFields } from './recipients';

export const sendFields: INodeProperties[] = updateDisplayOptions(
	{ show: { resource: ['message'], operation: ['send'] } },
	[
		{
			displayName: 'Letter Type',
			name: 'type',
			type: 'options',
			options: [
				{
					name: 'Simple Letter (LS)',
					value: 'LS',
					description: 'Proves that it was sent and opened',
				},
				{
					name: 'Registered Letter (LRE)',
					value: 'LRE',
					description: 'Proves acceptance or refusal. The credential needs a client certificate.',
				},
			],
			default: 'LS',
		},
		...recipientFields,
		{
			displayName: 'Body',
			name: 'body',
			type: 'string',
			typeOptions: { rows: 6 },
			default: '',
			required: true,
			placeholder: 'e.g. <p>Dear John,</p><p>Your invoice is attached.</p>',
			hint: htmlHint,
			description: 'The content of the letter',
		},
		attachments('At most 250 MB together'),
		{
			displayName: 'Sender',
			name: 'sender',
			type: 'resourceLocator',
			default: { mode: 'list', value: '' },
			hint: 'Leave empty to send from your reseller account',
			description: 'The customer on whose behalf to send, once they have accepted your delegation',
			modes: [
				{
					displayName: 'From List',
					name: 'list',
					type: 'list',
					placeholder: 'Select a customer...',
					typeOptions: { searchListMethod: 'searchCustomers', searchable: true },
				},
				{
					displayName: 'By ID',
					name: 'id',
					type: 'string',
					placeholder: 'e.g. 550e8400-e29b-41d4-a716-446655440000',
				},
			],
		},
		ofKind('line', {
			displayName: 'Customer Reference',
			name: 'customerReference',
			type: 'string',
			default: '',
			placeholder: 'e.g. AVIS-2026-0417',
			description: 'Your own reference to this letter, by which you find it again at Stampee',
		}),
		simplify,
	],
);
