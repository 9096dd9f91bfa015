import { WEBHOOK_SECRET, type CredentialFacts } from '../credential';
import { pigeonPostAccount } from './node';

export const pigeonPostCredentials: Record<string, CredentialFacts> = {
	pigeonPostApi: {
		title: 'Pigeon Post account',
		kinds: { apiKey: 'token' },
		data: ({ pigeonPost }) => pigeonPostAccount(pigeonPost),
		mistake: { field: 'apiKey', typed: 'mistyped', message: /does not know this key/ },
		accounts: ({ pigeonPost }) => [pigeonPostAccount(pigeonPost)],
		secrets: ['apiKey'],
		// Its API page, Lofts and Errors.
		test: { call: 'GET /loft', refusals: [401], answer: { name: 'lyon' } },
	},
	pigeonPostWebhookApi: {
		title: 'Pigeon Post Webhook account',
		kinds: { signingSecrets: 'tokens' },
		data: ({ pigeonPost }) => ({ signingSecrets: pigeonPost.webhookSecret }),
		mistake: { field: 'signingSecrets', typed: 'mistyped', message: /begins with whsec_/ },
		accounts: ({ pigeonPost }) => [{ signingSecrets: pigeonPost.webhookSecret }],
		examples: [
			[{ signingSecrets: WEBHOOK_SECRET }, 'OK'],
			[{ signingSecrets: WEBHOOK_SECRET.replace('whsec_', '') }, 'Error'],
			[{}, 'Error'],
		],
	},
};
