import {
	NodeConnectionTypes,
	type INodeProperties,
	type INodeType,
	type INodeTypeDescription,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';

import { watchForDays } from '../shared/descriptions';
import { eventsSubtitle } from '../shared/descriptions/subtitle';
import { booleanIn, choiceIn } from '../shared/parameters/parameter';
import { eventFilter } from '../shared/webhook/eventFilter';
import { setUpNotice, triggerPanel } from '../shared/webhook/guide';
import { receive } from '../shared/webhook/receive';
import { notAuthentic, Refusal } from '../shared/webhook/refusal';
import { registeredByHand } from '../shared/webhook/registeredByHand';
import { secretsTest } from '../shared/webhook/secretsTest';
import { KEPT_DAYS, WATCHED_DAYS, watchedDays } from './history';
import { expectedIn, isAuthenticated } from './webhookAuthentication';
import { eventIdIn, eventIn, KNOWN_EVENTS, toJson, transmissionOf } from './webhookEvents';
import { verifyEvent } from './webhookVerification';

const properties: INodeProperties[] = [
	setUpNotice(
		"In PostageApp's web app, open the project and its webhooks. Add one with the URL, the events you want and the format JSON 1.1. Keep the URL secret: PostageApp's signatures can not be checked, for it does not document how they are made.",
		'Choose the credential of the same project below.',
	),
	...eventFilter(KNOWN_EVENTS, 'e.g. deferred'),
	{
		displayName: 'Verify Events With PostageApp',
		name: 'checkWithPostageApp',
		type: 'boolean',
		default: true,
		description:
			'Whether to read the state of the mail from the API before an event is passed on. Without it, whoever knows the URL can make up events.',
	},
	{
		displayName: 'Authentication',
		name: 'authentication',
		type: 'options',
		options: [
			{
				name: 'Header or Basic Authentication',
				value: 'secret',
				description: 'Requests have to show a secret. Keeps strangers from making n8n ask the API.',
			},
			{ name: 'None', value: 'none', description: 'Whoever knows the URL may send events' },
		],
		default: 'none',
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		displayOptions: { show: { checkWithPostageApp: [true] } },
		options: [
			watchForDays(
				WATCHED_DAYS,
				KEPT_DAYS,
				'Needed in the formats JSON 1.0 and URL-encoded: they do not tell the message, so it is searched for by its recipient',
			),
		],
	},
];

export class PostageAppWebhookTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'PostageApp Webhook Trigger',
		name: 'postageAppWebhookTrigger',
		icon: { light: 'file:postageApp.svg', dark: 'file:postageApp.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: eventsSubtitle(KNOWN_EVENTS),
		description:
			'Transactional email and mail merges: starts within seconds when PostageApp reports an event, and verifies it with the API',
		defaults: { name: 'PostageApp Webhook Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [
			{
				name: 'postageAppApi',
				required: true,
				displayOptions: { show: { checkWithPostageApp: [true] } },
			},
			{
				name: 'postageAppWebhookApi',
				required: true,
				testedBy: 'postageAppWebhookSecret',
				displayOptions: { show: { authentication: ['secret'] } },
			},
		],
		webhooks: [
			{ name: 'default', httpMethod: 'POST', responseMode: 'onReceived', path: 'webhook' },
		],
		triggerPanel: triggerPanel('PostageApp'),
		// A copy, because n8n adds its own items to the array.
		properties: [...properties],
	};

	methods = {
		credentialTest: {
			postageAppWebhookSecret: secretsTest(expectedIn),
		},
	};

	webhookMethods = { default: registeredByHand(properties) };

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await receive(this, properties, async ({ headers, body }) => {
			if (choiceIn(this, 'authentication', 'none') === 'secret') {
				const expected = expectedIn(await this.getCredentials('postageAppWebhookApi'));
				if (!isAuthenticated(headers, expected)) {
					return notAuthentic('it does not show the secret of the credential');
				}
			}
			const event = eventIn(body);
			if (!event) return notAuthentic('its body is no event about a recipient');
			return {
				type: event.name,
				ids: [eventIdIn(event, event.uid)],
				toItem: async () => {
					const isChecked = booleanIn(this, 'checkWithPostageApp', true);
					const days = watchedDays(this);
					const transmission = isChecked
						? await verifyEvent(this, event, days)
						: transmissionOf(event);
					if (transmission instanceof Refusal) return transmission;
					const json = toJson(event, transmission);
					return { output: { json }, ids: [json.eventId] };
				},
			};
		});
	}
}
