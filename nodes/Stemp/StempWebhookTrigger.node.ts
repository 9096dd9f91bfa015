import {
	jsonParse,
	NodeConnectionTypes,
	type INodeProperties,
	type INodeType,
	type INodeTypeDescription,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';

import { eventFilter } from '../shared/webhook/eventFilter';
import { setUpNotice, triggerPanel } from '../shared/webhook/guide';
import { isHmacSigned } from '../shared/webhook/hmacSignature';
import { receive } from '../shared/webhook/receive';
import { registeredByHand } from '../shared/webhook/registeredByHand';
import { secretList } from '../shared/webhook/secretList';
import { secretsTest } from '../shared/webhook/secretsTest';
import { eventIn, isStale, KNOWN_EVENTS, toJson } from './webhookEvents';

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
		subtitle: '={{ $parameter["events"].join(", ") }}',
		description: 'Starts within seconds when stemp reports an event, and believes only stemp',
		defaults: { name: 'stemp Webhook Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'stempWebhookApi', required: true, testedBy: 'stempSigningSecrets' }],
		webhooks: [
			{ name: 'default', httpMethod: 'POST', responseMode: 'onReceived', path: 'webhook' },
		],
		triggerPanel: triggerPanel('stemp'),
		// A copy, for n8n adds its own to them.
		properties: [...properties],
	};

	methods = {
		credentialTest: {
			stempSigningSecrets: secretsTest(({ signingSecrets }) => secretList(signingSecrets)),
		},
	};

	webhookMethods = { default: registeredByHand(properties) };

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await receive(this, properties, async ({ headers, body }) => {
			const { 'x-stemp-signature': signature, 'x-stemp-delivery': delivery } = headers;
			if (typeof signature !== 'string') return 'notAuthentic';
			const { signingSecrets } = await this.getCredentials('stempWebhookApi');
			if (!isHmacSigned(secretList(signingSecrets), body, signature)) return 'notAuthentic';
			const event = eventIn(jsonParse<unknown>(body.toString(), { fallbackValue: null }));
			if (!event || isStale(event)) return 'notAuthentic';
			return {
				type: event.type,
				// The header is not signed: whoever records a delivery can send it again under another.
				ids: [`event ${event.id}`, ...(delivery ? [`delivery ${String(delivery)}`] : [])],
				toItem: () => ({ output: { json: toJson(event) } }),
			};
		});
	}
}
