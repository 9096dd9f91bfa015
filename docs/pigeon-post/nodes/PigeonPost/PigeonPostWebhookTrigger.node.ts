import {
	jsonParse,
	NodeConnectionTypes,
	type ICredentialDataDecryptedObject,
	type INodeProperties,
	type INodeType,
	type INodeTypeDescription,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';

import { eventsSubtitle } from '../shared/descriptions/subtitle';
import { faultIn } from '../shared/parameters/credentialFault';
import { eventFilter } from '../shared/webhook/eventFilter';
import { setUpNotice, triggerPanel } from '../shared/webhook/guide';
import { receive } from '../shared/webhook/receive';
import { notAuthentic, Refusal } from '../shared/webhook/refusal';
import { registeredByHand } from '../shared/webhook/registeredByHand';
import { secretList } from '../shared/webhook/secretList';
import { secretsTest } from '../shared/webhook/secretsTest';
import { attemptIn, isSigned, keyOf } from '../shared/webhook/standardWebhooks';
import { eventIn, KNOWN_EVENTS, toJson } from './webhookEvents';

/**
 * The keys of a credential.
 * @throws CredentialFault if one of its secrets is none, or there are none
 */
const keysIn = ({ signingSecrets }: ICredentialDataDecryptedObject) =>
	secretList(signingSecrets).map((secret) => {
		const key = keyOf(secret);
		if (key) return key;
		throw faultIn(
			'Signing Secrets',
			'has what is no signing secret',
			'Each begins with whsec_, followed by Base64, as the page of your loft shows it.',
		);
	});

const properties: INodeProperties[] = [
	setUpNotice(
		'On the page of your loft at Pigeon Post, open Webhooks and enter the URL.',
		'Put the secret that Pigeon Post then shows into the credential.',
	),
	...eventFilter(KNOWN_EVENTS, 'e.g. letter.landed, loft.*'),
];

export class PigeonPostWebhookTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Pigeon Post Webhook Trigger',
		name: 'pigeonPostWebhookTrigger',
		icon: { light: 'file:pigeonPost.svg', dark: 'file:pigeonPost.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: eventsSubtitle(KNOWN_EVENTS),
		description:
			'Letters by pigeon: starts within seconds when Pigeon Post reports an event, and verifies its signature',
		defaults: { name: 'Pigeon Post Webhook Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [
			{ name: 'pigeonPostWebhookApi', required: true, testedBy: 'pigeonPostSigningSecrets' },
		],
		webhooks: [
			{ name: 'default', httpMethod: 'POST', responseMode: 'onReceived', path: 'webhook' },
		],
		triggerPanel: triggerPanel('Pigeon Post'),
		// A copy, for n8n adds its own to them.
		properties: [...properties],
	};

	methods = { credentialTest: { pigeonPostSigningSecrets: secretsTest(keysIn) } };

	webhookMethods = { default: registeredByHand(properties) };

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await receive(this, properties, async ({ headers, body }) => {
			const attempt = attemptIn(headers);
			if (attempt instanceof Refusal) return attempt;
			const keys = keysIn(await this.getCredentials('pigeonPostWebhookApi'));
			if (!isSigned(keys, attempt, body)) {
				return notAuthentic('none of the signing secrets in the credential has signed it');
			}
			const parsed = jsonParse<unknown>(body.toString(), { fallbackValue: null });
			const event = eventIn(parsed, attempt.id);
			if (!event) return notAuthentic('its body is no event');
			return {
				type: event.type,
				ids: [event.id],
				toItem: () => ({ output: { json: toJson(event) } }),
			};
		});
	}
}
