import {
	NodeConnectionTypes,
	type INodeExecutionData,
	type INodeProperties,
	type INodeType,
	type INodeTypeDescription,
	type IPollFunctions,
} from 'n8n-workflow';

import { watchForDays } from '../shared/descriptions';
import { eventSubtitle } from '../shared/descriptions/subtitle';
import { pollEvent } from '../shared/polling';
import { KEPT_DAYS, WATCHED_DAYS } from './history';
import { reading } from './policies';
import { pollSources } from './pollSources';

const event: INodeProperties = {
	displayName: 'Event',
	name: 'event',
	type: 'options',
	noDataExpression: true,
	options: [
		{
			name: 'Clicked',
			value: 'clicked',
			description: 'A recipient clicked a link. The project needs click tracking.',
		},
		{
			name: 'New Suppression',
			value: 'newSuppression',
			description: 'PostageApp does not send to an address any more, or only with caution',
		},
		{
			name: 'Opened',
			value: 'opened',
			description: 'A recipient opened a message. The project needs open tracking.',
		},
		{
			name: 'Delivery Status Changed',
			value: 'transmissionStatusChanged',
			description: 'A message to a recipient was delivered, is delayed, or failed',
		},
	],
	default: 'transmissionStatusChanged',
};

const properties: INodeProperties[] = [
	event,
	{
		displayName: 'Opened and clicked are looked up once an hour for each message',
		name: 'hourlyNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: { event: ['clicked', 'opened'] } },
	},
	{
		displayName: 'Statuses',
		name: 'statuses',
		type: 'multiOptions',
		options: [
			{
				name: 'Delayed',
				value: 'retry',
				description: 'PostageApp tries again, for up to 24 hours (retry)',
			},
			{ name: 'Delivered', value: 'completed', description: 'It was delivered (completed)' },
			{ name: 'Failed', value: 'failed', description: 'It can not be delivered' },
		],
		default: ['retry', 'completed', 'failed'],
		displayOptions: { show: { event: ['transmissionStatusChanged'] } },
		description: 'The statuses to start for',
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [
			{
				displayName: 'Suppression Statuses',
				name: 'suppressionStatuses',
				type: 'multiOptions',
				options: [
					{ name: 'Rejected', value: 'rejected', description: 'PostageApp sends it nothing more' },
					{ name: 'Warning', value: 'warning', description: 'PostageApp sends to it with caution' },
				],
				default: ['rejected'],
				displayOptions: { show: { '/event': ['newSuppression'] } },
				description: 'Watch only the addresses with one of these statuses',
			},
			{
				...watchForDays(WATCHED_DAYS, KEPT_DAYS, 'Each 250 recipients take one call per poll'),
				displayOptions: { hide: { '/event': ['newSuppression'] } },
			},
		],
	},
];

export class PostageAppTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'PostageApp Trigger',
		name: 'postageAppTrigger',
		icon: { light: 'file:postageApp.svg', dark: 'file:postageApp.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: eventSubtitle(event),
		description:
			'Transactional email and mail merges: starts when an email is delivered, delayed, failed, opened or clicked, or an address is suppressed',
		defaults: { name: 'PostageApp Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'postageAppApi', required: true }],
		// A copy, because n8n adds its own items to the array.
		properties: [...properties],
	};

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		return await pollEvent(this, { properties, sources: pollSources, policy: reading });
	}
}
