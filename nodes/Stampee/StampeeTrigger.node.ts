import {
	NodeConnectionTypes,
	type INodeExecutionData,
	type INodeProperties,
	type INodeType,
	type INodeTypeDescription,
	type IPollFunctions,
} from 'n8n-workflow';

import { outputField } from '../shared/descriptions';
import { eventSubtitle } from '../shared/descriptions/subtitle';
import { ofKind } from '../shared/parameters/kind';
import { pollEvent } from '../shared/polling';
import { reading } from './policies';
import { pollSources } from './pollSources';
import { CUSTOMER_STATES } from './resources/customer/states';
import { MESSAGE_STATUSES } from './resources/message/statuses';

const event: INodeProperties = {
	displayName: 'Event',
	name: 'event',
	type: 'options',
	noDataExpression: true,
	options: [
		{
			name: 'Message Status Changed',
			value: 'messageStatusChanged',
			description: 'A letter was opened, accepted, refused, or could not be delivered',
		},
		{
			name: 'New Evidence',
			value: 'newEvidence',
			description: 'There is a new document that proves what became of a letter',
		},
		{
			name: 'Customer State Changed',
			value: 'customerStateChanged',
			description: 'A customer accepted, refused or ended the delegation',
		},
	],
	default: 'messageStatusChanged',
};

const properties: INodeProperties[] = [
	event,
	{
		displayName:
			'Stampee documents no list of messages, so the trigger watches those whose IDs you give it. <a href="https://github.com/n8n-nodes-certified-mail/n8n-nodes-certified-mail/blob/main/docs/examples.md#registered-letters-with-the-evidence-filed-by-your-reference" target="_blank">This example workflow</a> keeps the IDs of all letters that you send in a data table and needs none here.',
		name: 'messageIdsNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: { event: ['messageStatusChanged', 'newEvidence'] } },
	},
	ofKind('ids', {
		displayName: 'Message IDs',
		name: 'messageIds',
		type: 'string',
		typeOptions: { rows: 3 },
		default: '',
		required: true,
		placeholder: 'e.g. 480915273604, 480915273605',
		hint: 'Separated by commas or lines. Messages that can no longer change are not asked for again.',
		displayOptions: { show: { event: ['messageStatusChanged', 'newEvidence'] } },
		description: 'The messages to watch, since Stampee documents no list of them',
	}),
	{
		displayName: 'Statuses',
		name: 'statuses',
		type: 'multiOptions',
		options: MESSAGE_STATUSES,
		default: [],
		hint: 'Leave empty for all',
		displayOptions: { show: { event: ['messageStatusChanged'] } },
		description: 'The statuses that start the workflow',
	},
	{
		displayName: 'Evidence Types',
		name: 'evidenceTypes',
		type: 'multiOptions',
		options: MESSAGE_STATUSES,
		default: [],
		hint: 'Leave empty for all',
		displayOptions: { show: { event: ['newEvidence'] } },
		description: 'The kinds of evidence that start the workflow, by what they prove',
	},
	{
		displayName: 'Download Evidence',
		name: 'downloadEvidence',
		type: 'boolean',
		default: true,
		displayOptions: { show: { event: ['newEvidence'] } },
		description:
			'Whether to put the PDF into a binary field, instead of only a link that is valid for 24 hours',
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		displayOptions: { show: { event: ['customerStateChanged', 'newEvidence'] } },
		options: [
			{
				...outputField,
				displayOptions: { show: { '/event': ['newEvidence'], '/downloadEvidence': [true] } },
			},
			{
				displayName: 'State',
				name: 'state',
				type: 'options',
				options: CUSTOMER_STATES,
				default: 'ACCEPTED',
				displayOptions: { show: { '/event': ['customerStateChanged'] } },
				description:
					'Watch only the customers in this state: the trigger starts when a customer comes into it for the first time, and does not tell what becomes of them later. For accounts with more than some 10,000 customers.',
			},
		],
	},
];

export class StampeeTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Stampee Trigger',
		name: 'stampeeTrigger',
		icon: { light: 'file:stampee.svg', dark: 'file:stampee.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: eventSubtitle(event),
		description:
			'Registered letters (LRE) and simple letters: starts when the status of a letter changes, new evidence is available or a customer responds',
		defaults: { name: 'Stampee Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'stampeeApi', required: true }],
		// A copy, because n8n adds its own items to the array.
		properties: [...properties],
	};

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		return await pollEvent(this, { properties, sources: pollSources, policy: reading });
	}
}
