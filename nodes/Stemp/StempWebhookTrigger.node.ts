import {
	jsonParse,
	NodeConnectionTypes,
	type INodeProperties,
	type INodeType,
	type INodeTypeDescription,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';

import { eventsSubtitle } from '../shared/descriptions/subtitle';
import { eventFilter } from '../shared/webhook/eventFilter';
import { setUpNotice, triggerPanel } from '../shared/webhook/guide';
import { isHmacSigned } from '../shared/webhook/hmacSignature';
import { receive } from '../shared/webhook/receive';
import { distanceInWords, notAuthentic } from '../shared/webhook/refusal';
import { registeredByHand } from '../shared/webhook/registeredByHand';
import { secretsTest } from '../shared/webhook/secretsTest';
import { signingSecretsIn } from './signingSecrets';
import { eventAge, eventIn, isStale, KNOWN_EVENTS, toJson } from './webhookEvents';

const properties: INodeProperties[] = [
	setUpNotice(
		"In stemp's Developer Portal, open your app and its Webhook tab, enter the URL and choose the events.",
		'Put the signing secret that stands there into the credential.',
	),
	...eventFilter(KNOWN_EVENTS, 'e.g. stamp.redeemed, reward.*'),
];

export class StempWebhookTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'stemp Webhook Trigger',
		name: 'stempWebhookTrigger',
		icon: { light: 'file:stemp.svg', dark: 'file:stemp.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: eventsSubtitle(KNOWN_EVENTS),
		description:
			"Email to an organization's users and members: starts within seconds when stemp reports an event, and verifies its signature",
		defaults: { name: 'stemp Webhook Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'stempWebhookApi', required: true, testedBy: 'stempSigningSecrets' }],
		webhooks: [
			{ name: 'default', httpMethod: 'POST', responseMode: 'onReceived', path: 'webhook' },
		],
		triggerPanel: triggerPanel('stemp'),
		// A copy, because n8n adds its own items to the array.
		properties: [...properties],
	};

	methods = {
		credentialTest: {
			stempSigningSecrets: secretsTest(signingSecretsIn),
		},
	};

	webhookMethods = { default: registeredByHand(properties) };

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await receive(this, properties, async ({ headers, body }) => {
			const { 'x-stemp-signature': signature, 'x-stemp-delivery': delivery } = headers;
			if (typeof signature !== 'string') return notAuthentic('it has no signature');
			const secrets = signingSecretsIn(await this.getCredentials('stempWebhookApi'));
			if (!isHmacSigned(secrets, body, signature)) {
				return notAuthentic('none of the signing secrets in the credential has signed it');
			}
			const event = eventIn(jsonParse<unknown>(body.toString(), { fallbackValue: null }));
			if (!event) return notAuthentic('its body is no event');
			const age = eventAge(event);
			if (isStale(age)) {
				return notAuthentic('the time of its event is too far from now', distanceInWords(age));
			}
			return {
				type: event.type,
				isTimeless: Number.isNaN(age),
				// The header is not signed: anyone who has recorded a delivery can replay it with another value.
				ids: [`event ${event.id}`, ...(delivery ? [`delivery ${String(delivery)}`] : [])],
				toItem: () => ({ output: { json: toJson(event) } }),
			};
		});
	}
}
