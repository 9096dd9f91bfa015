import { createPrivateKey } from 'node:crypto';
import acceptedCustomers from '../../../test/fixtures/stampee/accepted-customers.json';
import { WEBHOOK_PUBLIC_KEY, WEBHOOK_SECRET, type CredentialFacts } from '../credential';
import { stampeeAccount, stampeeAccountWithCertificate } from './node';

const { request } = acceptedCustomers;

export const stampeeCredentials: Record<string, CredentialFacts> = {
	stampeeApi: {
		title: 'Stampee account',
		kinds: {
			apiToken: 'token',
			ca: 'certificate',
			certificate: 'certificate',
			privateKey: 'certificate',
			clientCertificatePfx: 'certificate',
			passphrase: 'password',
		},
		data: ({ stampee }) => stampeeAccountWithCertificate(stampee),
		mistake: {
			field: 'apiToken',
			typed: 'mistyped',
			message: /does not accept this API token/,
		},
		accounts: ({ stampee: provider }) => {
			const privateKey = createPrivateKey(provider.clientCertificate.key)
				.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'open-sesame' })
				.toString();
			const locked = { privateKey, passphrase: 'open-sesame' };
			return [
				{ ...stampeeAccountWithCertificate(provider), ...locked },
				{
					...stampeeAccount(provider),
					mutualTls: 'pfx',
					clientCertificatePfx: Buffer.from('300a02010330050601010500', 'hex').toString('base64'),
				},
			];
		},
		secrets: ['apiToken'],
		// Quick Start: "Check Customer Status", "Unauthorized (401)".
		test: { call: `${request.method} ${request.path}`, refusals: [401] },
	},
	stampeeWebhookApi: {
		title: 'Stampee Webhook account',
		kinds: { signingSecrets: 'tokens' },
		data: ({ stampee }) => ({ signingSecrets: stampee.webhookKeys.join(' ') }),
		mistake: {
			field: 'signingSecrets',
			typed: 'mistyped',
			message: /begins with whsec_ or whpk_/,
		},
		accounts: ({ stampee: provider }) => [{ signingSecrets: provider.webhookKeys[0] }],
		examples: [
			[{ signingSecrets: WEBHOOK_SECRET }, 'OK'],
			[{ signingSecrets: ` ${WEBHOOK_SECRET}, ${WEBHOOK_PUBLIC_KEY}` }, 'OK'],
			[{ signingSecrets: `${WEBHOOK_SECRET} and more` }, 'Error'],
			[{ signingSecrets: WEBHOOK_SECRET.replace('whsec_', '') }, 'Error'],
			[{}, 'Error'],
		],
	},
};
