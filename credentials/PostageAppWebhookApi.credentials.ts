import type { ICredentialType, INodeProperties } from 'n8n-workflow';

export class PostageAppWebhookApi implements ICredentialType {
	name = 'postageAppWebhookApi';

	displayName = 'PostageApp Webhook API';

	icon = {
		light: 'file:../nodes/PostageApp/postageApp.svg',
		dark: 'file:../nodes/PostageApp/postageApp.dark.svg',
	} as const;

	documentationUrl =
		'https://github.com/n8n-nodes-certified-mail/n8n-nodes-certified-mail/blob/main/docs/postageapp.md#credential-of-the-webhook-trigger';

	properties: INodeProperties[] = [
		{
			displayName: 'Scheme',
			name: 'scheme',
			type: 'options',
			options: [
				{
					name: 'Basic Authentication',
					value: 'basic',
					description: 'User name and password in the URL that PostageApp is given',
				},
				{
					name: 'Header',
					value: 'header',
					description: 'A header with a secret value, such as one that a proxy adds',
				},
			],
			default: 'basic',
		},
		{
			displayName: 'User Name',
			name: 'username',
			type: 'string',
			default: '',
			required: true,
			displayOptions: { show: { scheme: ['basic'] } },
		},
		{
			displayName: 'Password',
			name: 'password',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			hint: 'n8n can check only the format; the first event confirms it.',
			displayOptions: { show: { scheme: ['basic'] } },
		},
		{
			displayName: 'Header Name',
			name: 'headerName',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. X-Webhook-Key',
			displayOptions: { show: { scheme: ['header'] } },
		},
		{
			displayName: 'Secret Value',
			name: 'secretValue',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			hint: 'n8n can check only the format; the first event confirms it.',
			displayOptions: { show: { scheme: ['header'] } },
		},
	];
}
