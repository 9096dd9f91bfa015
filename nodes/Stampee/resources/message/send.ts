import type { INodeProperties } from 'n8n-workflow';

import {
	attachments,
	combineItems,
	htmlHint,
	options,
	maxConcurrentRequests,
	deduplicationKey,
	simplify,
} from '../../../shared/descriptions';
import { stampeeRateLimit } from '../../policies';
import { recipientFields } from './recipients';

const showOnlyForSend = { resource: ['message'], operation: ['send'] };

export const sendFields: INodeProperties[] = [
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
		displayOptions: { show: showOnlyForSend },
	},
	...recipientFields(showOnlyForSend),
	{
		displayName: 'Body',
		name: 'body',
		type: 'string',
		typeOptions: { rows: 6 },
		default: '',
		required: true,
		placeholder: 'e.g. <p>Dear John,</p><p>Your invoice is attached.</p>',
		hint: htmlHint,
		displayOptions: { show: showOnlyForSend },
		description: 'The content of the letter',
	},
	attachments(showOnlyForSend, 'At most 250 MB together'),
	{
		displayName: 'Sender',
		name: 'sender',
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		displayOptions: { show: showOnlyForSend },
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
	{
		displayName: 'Customer Reference',
		name: 'customerReference',
		type: 'string',
		default: '',
		placeholder: 'e.g. AVIS-2026-0417',
		displayOptions: { show: showOnlyForSend },
		description: 'Your own reference to this letter, by which you find it again at Stampee',
	},
	simplify(showOnlyForSend),
	options(showOnlyForSend, [
		combineItems,
		maxConcurrentRequests(stampeeRateLimit.inFlight),
		deduplicationKey,
	]),
];
