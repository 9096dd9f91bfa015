import { WEBHOOK_SECRET, type CredentialFacts } from '../credential';
import { pigeonPostAccount } from './node';

export const pigeonPostCredentials: Record<string, CredentialFacts> = {
	pigeonPostApi: {
		accounts: ({ pigeonPost }) => [pigeonPostAccount(pigeonPost)],
		secrets: ['apiKey'],
		// Its API page, Lofts and Errors.
		test: { call: 'GET /loft', refusals: [401] },
	},
	pigeonPostWebhookApi: {
		accounts: ({ pigeonPost }) => [{ signingSecrets: pigeonPost.webhookSecret }],
		kinds: { signingSecrets: 'tokens' },
		examples: [
			[{ signingSecrets: WEBHOOK_SECRET }, 'OK'],
			[{ signingSecrets: WEBHOOK_SECRET.replace('whsec_', '') }, 'Error'],
			[{}, 'Error'],
		],
	},
};
