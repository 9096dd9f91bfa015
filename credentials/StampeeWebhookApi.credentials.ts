import type { ICredentialType, INodeProperties } from 'n8n-workflow';

export class StampeeWebhookApi implements ICredentialType {
	name = 'stampeeWebhookApi';

	displayName = 'Stampee Webhook API';

	icon = {
		light: 'file:../nodes/Stampee/stampee.svg',
		dark: 'file:../nodes/Stampee/stampee.dark.svg',
	} as const;

	documentationUrl =
		'https://github.com/n8n-nodes-certified-mail/n8n-nodes-certified-mail/blob/main/docs/stampee.md#credential-of-the-webhook-trigger';

	properties: INodeProperties[] = [
		{
			displayName: 'Signing Secrets',
			name: 'signingSecrets',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			hint: 'Stampee shows it for the endpoint. n8n can check only the format; the first event confirms it.',
			placeholder: 'e.g. whsec_...',
			description:
				'The secret (whsec_...) or the public key (whpk_...) that Stampee shows for the endpoint. While a key changes, enter both, separated by a space.',
		},
	];
}
