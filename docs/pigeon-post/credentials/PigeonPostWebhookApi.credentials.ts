import type { ICredentialType, INodeProperties } from 'n8n-workflow';

export class PigeonPostWebhookApi implements ICredentialType {
	name = 'pigeonPostWebhookApi';

	displayName = 'Pigeon Post Webhook API';

	icon = {
		light: 'file:../nodes/PigeonPost/pigeonPost.svg',
		dark: 'file:../nodes/PigeonPost/pigeonPost.dark.svg',
	} as const;

	documentationUrl =
		'https://github.com/n8n-nodes-certified-mail/n8n-nodes-certified-mail/blob/main/docs/pigeon-post.md#credential-of-the-webhook-trigger';

	properties: INodeProperties[] = [
		{
			displayName: 'Signing Secrets',
			name: 'signingSecrets',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			hint: 'The page of your loft shows it beside the URL. n8n can check only the format; the first event confirms it.',
			placeholder: 'e.g. whsec_...',
			description:
				'The secret (whsec_...) that Pigeon Post shows for the endpoint. While a key changes, enter both, separated by a space.',
		},
	];
}
