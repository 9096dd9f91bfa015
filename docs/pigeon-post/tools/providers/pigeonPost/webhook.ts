import { pigeonPostDialect } from '../../../sandbox/pigeonPost/webhook';
import type { Push } from '../../../sandbox/webhook';
import {
	ALWAYS_CHECKING,
	NOT_SIGNED,
	signedWrongly,
	webhookTrigger,
	type WebhookTrigger,
} from '../webhook';

const push: Push = { type: 'letter.landed', data: { id: 'p-7', status: 'LANDED' } };

export const pigeonPostWebhook: WebhookTrigger = {
	node: webhookTrigger('pigeonPost', ['pigeonPostWebhookApi']),
	pusher: ({ pigeonPost }) => [pigeonPost.webhook, [pigeonPost.webhookSecret]],
	forged: signedWrongly,
	checking: ALWAYS_CHECKING,
	verified: {
		is: 'a signature over ID, time and body (Standard Webhooks: HMAC-SHA256); the time, within five minutes',
		not: '',
	},
	event: 'letter.landed',
	headers: ['webhook-id', 'webhook-timestamp', 'webhook-signature'],
	dialect: () => pigeonPostDialect,
	tries: { forged: 1_000, genuine: 50 },
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
	retries: [60, 600, 3_600, 86_400],
	happening: async (_credentials, name) => ({
		type: 'letter.landed',
		data: { id: name, loft: name, status: 'LANDED' },
	}),
};
