import type { ICredentialType, INodeProperties } from 'n8n-workflow';

export class StempWebhookApi implements ICredentialType {
	name = 'stempWebhookApi';

	displayName = 'Stemp Webhook API';

	icon = {
		light: 'file:../nodes/Stemp/stemp.svg',
		dark: 'file:../nodes/Stemp/stemp.dark.svg',
	} as const;

	documentationUrl =
		'https://github.com/n8n-nodes-certified-mail/n8n-nodes-certified-mail/blob/main/docs/stemp.md#credential-of-the-webhook-trigger';

	properties: INodeProperties[] = [
		{
			displayName: 'Signing Secrets',
			name: 'signingSecrets',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			hint: 'The Webhook tab of the app in the Developer Portal shows it. n8n can check only the format; the first event confirms it.',
			description:
				'The signing secret that the Developer Portal shows in the Webhook tab of the app. While it changes, enter both, separated by a space.',
		},
	];
}
