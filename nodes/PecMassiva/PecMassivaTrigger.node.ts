import {
	NodeConnectionTypes,
	type INodeExecutionData,
	type INodeProperties,
	type INodeType,
	type INodeTypeDescription,
	type IPollFunctions,
} from 'n8n-workflow';

import { eventSubtitle } from '../shared/descriptions/subtitle';
import { ofKind } from '../shared/parameters/kind';
import { pollEvent } from '../shared/polling';
import { reading } from './policies';
import { pollSources } from './pollSources';

const event: INodeProperties = {
	displayName: 'Event',
	name: 'event',
	type: 'options',
	noDataExpression: true,
	options: [
		{
			name: 'New Message in the Inbox',
			value: 'newMessage',
			description: 'A receipt, a certified mail or an anomaly has arrived',
		},
		{
			name: 'Delivery Outcome',
			value: 'sendOutcome',
			description: 'A message was accepted, delivered, delayed or not delivered',
		},
	],
	default: 'newMessage',
};

const properties: INodeProperties[] = [
	event,
	{
		displayName: 'Messages',
		name: 'categories',
		type: 'multiOptions',
		options: [
			{
				name: 'Anomalies',
				value: 'anomaly',
				description: 'Mail from ordinary mailboxes, or with an invalid envelope',
			},
			{
				name: 'Certified Mail',
				value: 'certifiedMail',
				description: 'From other PEC mailboxes',
			},
			{ name: 'Other', value: 'ordinary', description: 'What is none of these' },
			{
				name: 'Receipts',
				value: 'receipt',
				description: 'Receipts and notices about your sends',
			},
		],
		default: [],
		hint: 'Leave empty for all',
		displayOptions: { show: { event: ['newMessage'] } },
		description: 'Which messages start the workflow',
	},
	{
		displayName: 'Outcomes',
		name: 'outcomes',
		type: 'multiOptions',
		options: [
			{
				name: 'Accepted',
				value: 'accepted',
				description: 'ACCETTAZIONE: taken on for dispatch',
			},
			{
				name: 'Delayed',
				value: 'delayed',
				description: 'Not delivered within 12 hours, may still be',
			},
			{
				name: 'Delivered',
				value: 'delivered',
				description: "CONSEGNA: in a recipient's mailbox. One for each recipient.",
			},
			{
				name: 'Failed',
				value: 'failed',
				description: 'Not accepted, or not delivered within 24 hours',
			},
		],
		default: ['delivered', 'failed'],
		required: true,
		displayOptions: { show: { event: ['sendOutcome'] } },
	},
	ofKind('ids', {
		displayName: 'Codes',
		name: 'codes',
		type: 'string',
		typeOptions: { rows: 3 },
		default: '',
		placeholder: 'e.g. 2020082610003492',
		hint: 'Separated by commas or lines. Leave empty for all sends.',
		displayOptions: { show: { event: ['sendOutcome'] } },
		description: 'The sends to watch, by the codes that PEC Massiva gave',
	}),
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		displayOptions: { show: { event: ['newMessage'] } },
		options: [
			{
				displayName: 'Include Body',
				name: 'includeBody',
				type: 'boolean',
				default: false,
				description: 'Whether to get the text of each message, which takes a request for each',
			},
			ofKind('line', {
				displayName: 'Search',
				name: 'q',
				type: 'string',
				default: '',
				placeholder: 'e.g. Convocazione',
				description: 'Search criteria. A search can be slow in a mailbox that holds many messages.',
			}),
		],
	},
];

export class PecMassivaTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'PEC Massiva Trigger',
		name: 'pecMassivaTrigger',
		icon: { light: 'file:pecMassiva.svg', dark: 'file:pecMassiva.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: eventSubtitle(event),
		description:
			'Italian certified email (PEC): starts when a message arrives or a receipt reports the delivery of one that you sent',
		defaults: { name: 'PEC Massiva Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'pecMassivaApi', required: true }],
		// A copy, because n8n adds its own items to the array.
		properties: [...properties],
	};

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		return await pollEvent(this, { properties, sources: pollSources, policy: reading });
	}
}
