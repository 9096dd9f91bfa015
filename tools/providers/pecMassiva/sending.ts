import type { Sending } from '../sending';
import { messageToEachItem, recipients } from './node';

export const pecMassivaSending: Sending = {
	operation: ['message', 'send'],
	on: 'POST /send',
	parameters: messageToEachItem,
	items: (_sandbox, count) => recipients(count),
	key: '={{ $json.subject }}',
	certainty: {
		by: 'lookup',
		options: { confirmLostSendsFor: 0 },
		delay: ({ pecMassiva: { switches } }) => {
			Object.assign(switches, { secondsBetweenSends: 1, acceptanceSeconds: 4 });
		},
		parameters: (_sandbox, key) => ({
			recipient: 'lost@example.org',
			subject: `Case ${key}`,
			body: 'Salve',
			options: { deduplicationKey: key, confirmLostSendsFor: 10 },
		}),
	},
};
