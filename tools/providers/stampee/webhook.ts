import { stampeeDialect } from '../../../sandbox/stampee/webhook';
import type { Push } from '../../../sandbox/webhook';
import {
	ALWAYS_CHECKING,
	NOT_SIGNED,
	signedWrongly,
	webhookTrigger,
	type WebhookTrigger,
} from '../webhook';

const push: Push = { type: 'customer_accepted', data: { customer_id: '1' } };

export const stampeeWebhook: WebhookTrigger = {
	node: webhookTrigger('stampee', ['stampeeWebhookApi']),
	pusher: ({ stampee }) => [stampee.webhook, stampee.webhookSecrets],
	forged: signedWrongly,
	checking: ALWAYS_CHECKING,
	verified: {
		is: 'a signature over ID, time and body (Standard Webhooks: HMAC-SHA256 or ed25519); the time, within five minutes',
		not: '',
	},
	event: 'customer_accepted',
	headers: ['webhook-id', 'webhook-timestamp', 'webhook-signature'],
	dialect: () => stampeeDialect,
	tries: { forged: 5_000, genuine: 250 },
	refuses: [
		{
			title: 'no signature',
			push: { ...push, signature: 'none' },
			reason: 'it has no signature',
		},
		{ title: 'a strange one', push: { ...push, signature: 'wrong' }, reason: NOT_SIGNED },
		{
			title: 'long ago',
			push: { ...push, secondsOff: -600 },
			reason: 'its time is too far from now (600 seconds ago)',
		},
	],
	retries: [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400],
	happening: async (_credentials, name) => ({
		type: 'customer_accepted',
		data: { customer_id: name, customer_name: 'Atelier Dupin' },
	}),
};
