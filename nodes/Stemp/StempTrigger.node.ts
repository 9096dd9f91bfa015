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
import { reading } from './policies';
import { pollSources, WATCHED_DAYS } from './pollSources';
import { SOURCES } from './resources/email/getMany';

const EMAIL_EVENTS = [
	'emailBounced',
	'emailClicked',
	'emailComplained',
	'emailOpened',
	'emailStatusChanged',
];

const REPEATABLE = ['emailClicked', 'emailOpened'];

const event: INodeProperties = {
	displayName: 'Event',
	name: 'event',
	type: 'options',
	noDataExpression: true,
	options: [
		{
			name: 'Email Bounced',
			value: 'emailBounced',
			description: 'An email could not be delivered, and why',
		},
		{
			name: 'Email Clicked',
			value: 'emailClicked',
			description: 'A recipient clicked a link in an email, and which',
		},
		{
			name: 'Email Complained',
			value: 'emailComplained',
			description: 'A recipient marked an email as spam',
		},
		{
			name: 'Email Opened',
			value: 'emailOpened',
			description: 'A recipient opened an email, as far as a tracking pixel can tell',
		},
		{
			name: 'Email Status Changed',
			value: 'emailStatusChanged',
			description: 'An email was delivered, bounced, complained about or failed',
		},
		{
			name: 'New Suppression',
			value: 'newSuppression',
			description: 'An address gets no emails any more after a hard bounce or a complaint',
		},
	],
	default: 'emailStatusChanged',
};

const properties: INodeProperties[] = [
	event,
	{
		displayName: 'Source',
		name: 'source',
		type: 'options',
		options: [{ name: 'Any', value: '' }, ...SOURCES],
		default: '',
		displayOptions: { show: { event: EMAIL_EVENTS } },
		description: 'Who sent the emails to watch',
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		displayOptions: { show: { event: EMAIL_EVENTS } },
		options: [
			{
				displayName: 'Include Repeated Events',
				name: 'repeat',
				type: 'boolean',
				default: false,
				displayOptions: { show: { '/event': REPEATABLE } },
				description:
					'Whether to start also when the same email is opened or clicked again, instead of the first time only',
			},
			watchForDays(WATCHED_DAYS, { minValue: 1 }, 'Fewer take fewer requests'),
		],
	},
];

export class StempTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'stemp Trigger',
		name: 'stempTrigger',
		icon: { light: 'file:stemp.svg', dark: 'file:stemp.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: eventSubtitle(event),
		description:
			"Email to an organization's users and members: starts when it is delivered, opened, clicked, bounced or reported as spam, or an address is suppressed",
		defaults: { name: 'stemp Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'stempApi', required: true }],
		// A copy, because n8n adds its own items to the array.
		properties: [...properties],
	};

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		return await pollEvent(this, { properties, sources: pollSources, policy: reading });
	}
}
