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

const event: INodeProperties = {
	displayName: 'Event',
	name: 'event',
	type: 'options',
	noDataExpression: true,
	options: [
		{
			name: 'Letter Status Changed',
			value: 'letterStatusChanged',
			description: 'A pigeon has landed or got lost',
		},
	],
	default: 'letterStatusChanged',
};

const properties: INodeProperties[] = [
	event,
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [watchForDays(WATCHED_DAYS, { minValue: 1 }, 'Fewer take fewer requests')],
	},
];

export class PigeonPostTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Pigeon Post Trigger',
		name: 'pigeonPostTrigger',
		icon: { light: 'file:pigeonPost.svg', dark: 'file:pigeonPost.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: eventSubtitle(event),
		description: 'Letters by pigeon: starts when a pigeon has landed or got lost',
		defaults: { name: 'Pigeon Post Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'pigeonPostApi', required: true }],
		// A copy, for n8n adds its own to them.
		properties: [...properties],
	};

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		return await pollEvent(this, { properties, sources: pollSources, policy: reading });
	}
}
