import type {
	IAuthenticate,
	ICredentialTestRequest,
	ICredentialType,
	INodeProperties,
} from 'n8n-workflow';

import { apiTokenOf } from '../nodes/Stampee/account';
import { hostOf, PRODUCTION } from '../nodes/Stampee/api';
import { authority, clientCertificate } from '../nodes/Stampee/clientCertificate';
import { stampeeErrors } from '../nodes/Stampee/errors';
import { environmentFields } from '../nodes/shared/credential';
import { credentialTestRules, UNREAD } from '../nodes/shared/response/credentialTestRules';
import { signed } from '../nodes/shared/signing';

export class StampeeApi implements ICredentialType {
	name = 'stampeeApi';

	displayName = 'Stampee API';

	icon = {
		light: 'file:../nodes/Stampee/stampee.svg',
		dark: 'file:../nodes/Stampee/stampee.dark.svg',
	} as const;

	documentationUrl =
		'https://github.com/n8n-nodes-certified-mail/n8n-nodes-certified-mail/blob/main/docs/stampee.md#credential';

	properties: INodeProperties[] = [
		{
			displayName: 'API Token',
			name: 'apiToken',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			hint: 'In the Stampee dashboard under "Délégation & gestion des accès" > "Générer un token API". It is shown only once.',
		},
		...environmentFields({ production: PRODUCTION }, 'e.g. https://127.0.0.1:5693'),
		{
			displayName: 'Certificate Authority',
			name: 'ca',
			type: 'string',
			typeOptions: { rows: 4 },
			default: '',
			placeholder: '-----BEGIN CERTIFICATE-----',
			displayOptions: { show: { environment: ['custom'] } },
			description:
				'PEM of the authority that signed the certificate of this server, if it is not a public one',
		},
		{
			displayName: 'Client Certificate',
			name: 'mutualTls',
			type: 'options',
			options: [
				{
					name: 'None',
					value: 'none',
					description: 'Enough for simple letters (LS), customers and statuses',
				},
				{ name: 'PEM', value: 'pem', description: 'Certificate and private key as text' },
				{
					name: 'PFX',
					value: 'pfx',
					description: 'Certificate and private key in one PKCS #12 file',
				},
			],
			default: 'none',
			hint: 'Stampee asks for one (mutual TLS) to send registered letters (LRE)',
		},
		{
			displayName: 'Certificate',
			name: 'certificate',
			type: 'string',
			typeOptions: { password: true, rows: 4 },
			default: '',
			placeholder: '-----BEGIN CERTIFICATE-----',
			displayOptions: { show: { mutualTls: ['pem'] } },
		},
		{
			displayName: 'Private Key',
			name: 'privateKey',
			type: 'string',
			typeOptions: { password: true, rows: 4 },
			default: '',
			placeholder: '-----BEGIN PRIVATE KEY-----',
			displayOptions: { show: { mutualTls: ['pem'] } },
		},
		{
			displayName: 'PFX File',
			name: 'clientCertificatePfx',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			displayOptions: { show: { mutualTls: ['pfx'] } },
			hint: 'The file as Base64. Windows, in PowerShell: [Convert]::ToBase64String([IO.File]::ReadAllBytes("C:\\path\\certificate.pfx")). macOS: base64 -i certificate.pfx. Linux: base64 certificate.pfx.',
		},
		{
			displayName: 'Passphrase',
			name: 'passphrase',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			displayOptions: { show: { mutualTls: ['pem', 'pfx'] } },
			hint: 'What the private key is locked with, if it is',
		},
	];

	authenticate: IAuthenticate = signed({
		hostOf,
		sign(credential) {
			const isCustom = credential.environment === 'custom';
			const tls = { ...(isCustom && authority(credential)), ...clientCertificate(credential) };
			return { headers: { 'X-API-TOKEN': apiTokenOf(credential) }, agentOptions: tls };
		},
	});

	/**
	 * The cheapest read that Stampee documents (Quick Start, "Check Customer Status"). No 403 is documented, nor what it
	 * answers: it may be an empty list.
	 */
	test: ICredentialTestRequest = {
		request: { baseURL: PRODUCTION, url: '/customers', qs: { state: 'ACCEPTED' }, ...UNREAD },
		rules: credentialTestRules(
			stampeeErrors.service,
			{ 401: 'Stampee does not accept this API token' },
			undefined,
		),
	};
}
