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
	credentials: ({ stampee }) => ({
		stampeeWebhookApi: { signingSecrets: stampee.webhookKeys.join(' ') },
	}),
	pusher: ({ stampee }) => [stampee.webhook, stampee.webhookSecrets],
	forged: signedWrongly,
	checking: ALWAYS_CHECKING,
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
};
