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

const FORM =
	'Each signing secret begins with whsec_ or whpk_, followed by Base64, as Stampee shows it for the endpoint.';

/**
 * The signing keys of a credential.
 * @throws CredentialFault if there are none, or if one of its secrets is not a valid secret
 */
const keysIn = ({ signingSecrets }: ICredentialDataDecryptedObject) =>
	secretList(signingSecrets).map((secret) => {
		const key = keyOf(secret);
		if (key) return key;
		throw faultIn('Signing Secrets', 'has what is no signing secret', FORM);
	});

const properties: INodeProperties[] = [
	setUpNotice(
		'In Stampee\'s dashboard, open "settings > Webhooks > + Créer", enter a name and the URL.',
		'Put the secret that Stampee then shows into the credential.',
	),
	...eventFilter(KNOWN_EVENTS, 'e.g. message_received, consent_*'),
];

export class StampeeWebhookTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Stampee Webhook Trigger',
		name: 'stampeeWebhookTrigger',
		icon: { light: 'file:stampee.svg', dark: 'file:stampee.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: eventsSubtitle(KNOWN_EVENTS),
		description:
			'Registered letters (LRE) and simple letters: starts within seconds when Stampee reports an event, and verifies its signature',
		defaults: { name: 'Stampee Webhook Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'stampeeWebhookApi', required: true, testedBy: 'stampeeSigningSecrets' }],
		webhooks: [
			{ name: 'default', httpMethod: 'POST', responseMode: 'onReceived', path: 'webhook' },
		],
		triggerPanel: triggerPanel('Stampee'),
		// A copy, because n8n adds its own items to the array.
		properties: [...properties],
	};

	methods = {
		credentialTest: {
			stampeeSigningSecrets: secretsTest(keysIn),
		},
	};

	webhookMethods = { default: registeredByHand(properties) };

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await receive(this, properties, async ({ headers, body }) => {
			const attempt = attemptIn(headers);
			if (attempt instanceof Refusal) return attempt;
			const keys = keysIn(await this.getCredentials('stampeeWebhookApi'));
			if (!isSigned(keys, attempt, body)) {
				return notAuthentic('none of the signing secrets in the credential has signed it');
			}
			const parsed = jsonParse<unknown>(body.toString(), { fallbackValue: null });
			const event = eventIn(parsed, attempt.id);
			if (!event) return notAuthentic('its body is no event');
			return {
				type: event.type,
				ids: [event.id],
				// A customer can accept more than once. A message enters each status only once.
				canRecur: event.type.startsWith('customer_'),
				toItem: () => ({ output: { json: toJson(event) } }),
			};
		});
	}
}
