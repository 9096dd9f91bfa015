import type { ICredentialDataDecryptedObject, INodeParameters } from 'n8n-workflow';
import type { PigeonPostSandbox } from '../../../sandbox/pigeonPost';
import type { INodeJson } from '../../engine/engine';

const credentials = { pigeonPostApi: { id: '1', name: 'Pigeon Post account' } };

/** A Pigeon Post node for one operation; `node` changes what the editor keeps beside the parameters. */
export const pigeonPost = (
	[resource, operation]: [string, string],
	parameters: INodeParameters = {},
	node: Partial<INodeJson> = {},
): INodeJson => ({
	name: 'Pigeon Post',
	type: 'n8n-nodes-certified-mail.pigeonPost',
	typeVersion: 1,
	credentials,
	...node,
	parameters: { resource, operation, ...parameters },
});

/** A letter to the loft that each input item names. */
export const letterToEachItem: INodeParameters = {
	loft: '={{ $json.loft }}',
	text: 'Hello',
	reference: '={{ $json.reference }}',
};

/** Input items for `letterToEachItem`. */
export const lofts = (count: number) =>
	Array.from({ length: count }, (_, index) => ({
		json: { loft: `loft-${index}`, reference: `REF-${index}` },
	}));

/** A Pigeon Post trigger, to be polled. */
export const pigeonPostTrigger = (parameters: INodeParameters = {}): INodeJson => ({
	name: 'Pigeon Post Trigger',
	type: 'n8n-nodes-certified-mail.pigeonPostTrigger',
	typeVersion: 1,
	credentials,
	parameters: { event: 'letterStatusChanged', ...parameters },
});

/** A credential for the sandbox. */
export const pigeonPostAccount = ({
	url,
	key,
}: PigeonPostSandbox): ICredentialDataDecryptedObject => ({
	apiKey: key,
	environment: 'custom',
	baseUrl: url,
});

/** A Pigeon Post webhook trigger. */
export const pigeonPostWebhookTrigger: INodeJson = {
	name: 'Pigeon Post Webhook Trigger',
	type: 'n8n-nodes-certified-mail.pigeonPostWebhookTrigger',
	typeVersion: 1,
	webhookId: '5b0f6f5e-3c0e-4f0a-9d3e-1f2a3b4c5d6e',
	credentials: { pigeonPostWebhookApi: { id: '1', name: 'Pigeon Post Webhook account' } },
	parameters: {},
};
