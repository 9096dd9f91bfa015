import {
	NodeConnectionTypes,
	type INodeExecutionData,
	type INodeProperties,
	type INodeType,
	type INodeTypeDescription,
	type IPollFunctions,
} from 'n8n-workflow';

import { maxRequestsPerMinute, outputField, watchForDays } from '../shared/descriptions';
import { eventSubtitle } from '../shared/descriptions/subtitle';
import { ofKind } from '../shared/parameters/kind';
import { pollEvent } from '../shared/polling';
import { reading, REQUESTS_PER_MINUTE } from './policies';
import { WATCHED_DAYS } from './emailSources';
import { pollSources } from './pollSources';

const EMAIL_EVENTS = ['emailStatusChanged', 'newCertificate'];

const event: INodeProperties = {
	displayName: 'Event',
	name: 'event',
	type: 'options',
	noDataExpression: true,
	options: [
		{
			name: 'Email Status Changed',
			value: 'emailStatusChanged',
			description: 'An email was delivered to a recipient, read by one, or failed',
		},
		{
			name: 'New Certificate',
			value: 'newCertificate',
			description: 'There is a new certificate of a delivery or a reading',
		},
		{
			name: 'Signature Status Changed',
			value: 'signatureStatusChanged',
			description: 'A document was signed, or the time to sign it is over',
		},
		{
			name: 'SMS Status Changed',
			value: 'smsStatusChanged',
			description: 'An SMS was delivered or failed',
		},
	],
	default: 'emailStatusChanged',
};

const properties: INodeProperties[] = [
	event,
	{
		displayName:
			'LegallyMail lists the last 25 only and takes 10 requests a minute: poll every minute if you send a lot. What was seen once is followed by its ID.',
		name: 'notice',
		type: 'notice',
		default: '',
		displayOptions: { show: { event: [...EMAIL_EVENTS, 'signatureStatusChanged'] } },
	},
	ofKind('ids', {
		displayName: 'SMS UUIDs',
		name: 'smsUuids',
		type: 'string',
		typeOptions: { rows: 3 },
		default: '',
		required: true,
		placeholder: 'e.g. 550e8400-e29b-41d4-a716-446655440000',
		hint: 'Separated by commas or lines. SMS that can no longer change are not asked for again.',
		displayOptions: { show: { event: ['smsStatusChanged'] } },
		description: 'The SMS to watch, since LegallyMail documents no list of them',
	}),
	{
		displayName: 'Download Certificate',
		name: 'downloadCertificate',
		type: 'boolean',
		default: true,
		displayOptions: { show: { event: ['newCertificate'] } },
		description:
			'Whether to put the PDF into a binary field, instead of only its link. Each takes one of the requests of a minute.',
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [
			{
				...watchForDays(
					WATCHED_DAYS,
					{ minValue: 1 },
					'Fewer take fewer requests; more do not bring back what is no longer watched',
				),
				displayOptions: { show: { '/event': EMAIL_EVENTS } },
			},
			{ ...outputField, displayOptions: { show: { '/event': ['newCertificate'] } } },
			maxRequestsPerMinute(REQUESTS_PER_MINUTE),
		],
	},
];

export class LegallyMailTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'LegallyMail Trigger',
		name: 'legallyMailTrigger',
		icon: { light: 'file:legallyMail.svg', dark: 'file:legallyMail.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: eventSubtitle(event),
		description:
			'Certified email, SMS and electronic signatures: starts when a status changes or a certificate is available',
		defaults: { name: 'LegallyMail Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'legallyMailApi', required: true }],
		// A copy, because n8n adds its own items to the array.
		properties: [...properties],
	};

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		return await pollEvent(this, { properties, sources: pollSources, policy: reading });
	}
}
