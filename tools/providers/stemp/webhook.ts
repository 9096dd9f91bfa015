import { stempDialect } from '../../../sandbox/stemp/webhook';
import type { Push } from '../../../sandbox/webhook';
import {
	ALWAYS_CHECKING,
	NOT_SIGNED,
	signedWrongly,
	webhookTrigger,
	type WebhookTrigger,
} from '../webhook';

const push: Push = { type: 'user.created', data: { id: 'usr_1' } };

export const stempWebhook: WebhookTrigger = {
	node: webhookTrigger('stemp', ['stempWebhookApi']),
	pusher: ({ stemp }) => [stemp.webhook, [stemp.webhookSecret]],
	forged: signedWrongly,
	checking: ALWAYS_CHECKING,
	verified: {
		is: 'a signature over the body (HMAC-SHA256); the time of the event, within three days',
		not: 'when the request was made: stemp does not sign it',
	},
	event: 'user.created',
	headers: ['x-stemp-signature'],
	dialect: () => stempDialect,
	tries: { forged: 3_000, genuine: 150 },
	refuses: [
		{
			title: 'no signature',
			push: { ...push, signature: 'none' },
			reason: 'it has no signature',
		},
		{ title: 'a strange one', push: { ...push, signature: 'wrong' }, reason: NOT_SIGNED },
		{
			title: 'long ago',
			push: { ...push, secondsOff: -345_600 },
			reason: 'the time of its event is too far from now (345600 seconds ago)',
		},
		{
			title: 'to come',
			push: { ...push, secondsOff: 3600 },
			reason: 'the time of its event is too far from now (3600 seconds ahead)',
		},
	],
	retries: [60, 300, 1_800, 7_200, 86_400],
	happening: async (_credentials, name) => ({
		type: 'user.created',
		data: { id: 'usr_01jabc', email: `ada+${name}@example.org` },
	}),
};
