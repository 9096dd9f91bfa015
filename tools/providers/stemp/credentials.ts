import logs from '../../../test/fixtures/stemp/logs.json';
import type { CredentialFacts } from '../credential';
import { stempAccount, stempAccountWithAccessToken } from './node';

export const stempCredentials: Record<string, CredentialFacts> = {
	stempApi: {
		title: 'Stemp account',
		kinds: {
			refreshToken: 'token',
			clientId: 'token',
			clientSecret: 'token',
			accessToken: 'token',
		},
		data: ({ stemp }) => stempAccount(stemp),
		mistake: { field: 'refreshToken', typed: 'mistyped', message: /stemp/ },
		accounts: ({ stemp: provider }) => [
			{ ...stempAccount(provider), clientId: 'client-1234', clientSecret: 'secret-1234' },
			stempAccountWithAccessToken(provider),
		],
		secrets: ['refreshToken', 'tokens'],
		// Email API: GET "/api/v1/platform/emails?page=0&size=50"; Error handling: 401 and 403.
		test: {
			call: 'GET /v1/platform/emails?page=0&size=1',
			refusals: [401, 403],
			answer: logs,
		},
	},
	stempWebhookApi: {
		title: 'Stemp Webhook account',
		kinds: { signingSecrets: 'tokens' },
		data: ({ stemp }) => ({ signingSecrets: stemp.webhookSecret }),
		mistake: { field: 'signingSecrets', typed: ',', message: /Signing Secrets.* is empty/ },
		accounts: ({ stemp: provider }) => [{ signingSecrets: provider.webhookSecret }],
		examples: [
			[{ signingSecrets: 'a-secret-of-stemp' }, 'OK'],
			[{ signingSecrets: 'a-secret-of-stemp another-of-stemp' }, 'OK'],
			[{ signingSecrets: 'anything' }, 'Error'],
			[{ signingSecrets: 'a-secret-of-stemp short' }, 'Error'],
			[{ signingSecrets: 'The signing secret is a-secret-of-stemp' }, 'Error'],
			[
				{
					signingSecrets:
						'Put-the-signing, secrets-of-stemp, into-the-field-of, credentials-that, are-of-webhooks',
				},
				'Error',
			],
			[{ signingSecrets: '*'.repeat(32) }, 'Error'],
			[{ signingSecrets: ' ' }, 'Error'],
		],
	},
};
