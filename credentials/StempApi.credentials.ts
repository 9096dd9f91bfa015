import type {
	IAuthenticate,
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	IDataObject,
	IHttpRequestHelper,
	INodeProperties,
} from 'n8n-workflow';

import { baseUrlOf, PRODUCTION } from '../nodes/Stemp/api';
import { accessTokenOf, hasRefreshToken, renewedTokens } from '../nodes/Stemp/tokens';
import { stempErrors } from '../nodes/Stemp/errors';
import { environmentFields } from '../nodes/shared/credential';
import { ownTokens } from '../nodes/shared/renewal';
import { credentialTestRules } from '../nodes/shared/response/credentialTestRules';
import { signed } from '../nodes/shared/signing';

export class StempApi implements ICredentialType {
	name = 'stempApi';

	displayName = 'Stemp API';

	icon = {
		light: 'file:../nodes/Stemp/stemp.svg',
		dark: 'file:../nodes/Stemp/stemp.dark.svg',
	} as const;

	documentationUrl =
		'https://github.com/n8n-nodes-certified-mail/n8n-nodes-certified-mail/blob/main/docs/stemp.md#credential';

	properties: INodeProperties[] = [
		{
			displayName: 'Authentication',
			name: 'authentication',
			type: 'options',
			options: [
				{
					name: 'Refresh Token',
					value: 'refreshToken',
					description: 'The credential keeps itself alive with it',
				},
				{
					name: 'Access Token',
					value: 'accessToken',
					description: 'Lives 30 minutes: for a first try only',
				},
			],
			default: 'refreshToken',
		},
		{
			displayName: 'Refresh Token',
			name: 'refreshToken',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			placeholder: 'e.g. srt_...',
			displayOptions: { show: { authentication: ['refreshToken'] } },
			hint: 'Of the installation of your app in the organization. Lives 30 days; if stemp gives a new one with a renewal, the credential keeps it.',
		},
		{
			displayName: 'Client ID',
			name: 'clientId',
			type: 'string',
			default: '',
			displayOptions: { show: { authentication: ['refreshToken'] } },
			hint: 'Of your app, in case stemp asks for it with a renewal. Otherwise leave it empty.',
		},
		{
			displayName: 'Client Secret',
			name: 'clientSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			displayOptions: { show: { authentication: ['refreshToken'] } },
			hint: 'Of your app, in case stemp asks for it with a renewal. Otherwise leave it empty.',
		},
		{
			displayName: 'Access Token',
			name: 'accessToken',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			displayOptions: { show: { authentication: ['accessToken'] } },
			hint: 'An app installation token. API keys (sk_live_...) are refused by the Email API.',
		},
		...environmentFields({ production: PRODUCTION }, 'e.g. http://127.0.0.1:5695/api'),
		{
			displayName: 'Tokens',
			name: 'tokens',
			type: 'hidden',
			typeOptions: { expirable: true, password: true },
			default: '',
		},
	];

	/** n8n calls this before the first request and whenever `authenticate` has no fresh token. */
	async preAuthentication(
		this: IHttpRequestHelper,
		credential: ICredentialDataDecryptedObject,
	): Promise<IDataObject> {
		return hasRefreshToken(credential) ? { tokens: await renewedTokens(this, credential) } : {};
	}

	authenticate: IAuthenticate = signed({
		hostOf: baseUrlOf,
		sign: (credential) => ({ headers: { Authorization: `Bearer ${accessTokenOf(credential)}` } }),
		ownTokens: (credential) =>
			hasRefreshToken(credential) ? ownTokens(credential, 'tokens') : undefined,
	});

	/** The cheapest read of the Email API, which is what the token is for. */
	test: ICredentialTestRequest = {
		request: { baseURL: PRODUCTION, url: '/v1/platform/emails', qs: { page: 0, size: 1 } },
		rules: credentialTestRules(
			stempErrors.service,
			{
				401: 'stemp does not accept this token: it is invalid or has expired. Access tokens live 30 minutes.',
				403: 'stemp does not permit this (403). The Email API takes the token of an installed app with the scope platform:email:send, and no API key (sk_live_...).',
			},
			['content'],
		),
	};
}
