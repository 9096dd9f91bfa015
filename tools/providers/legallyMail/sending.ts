import type { Sending } from '../sending';
import { emailToEachItem, recipients } from './node';

export const legallyMailSending: Sending = {
	operation: ['email', 'send'],
	on: 'POST /api/send',
	parameters: emailToEachItem,
	items: (_sandbox, count) => recipients(count),
	key: '={{ $json.subject }}',
	certainty: {
		by: 'lookup',
		delay: ({ legallyMail: { switches } }) => {
			Object.assign(switches, { rateLimit: null, listDelay: 8_000 });
		},
		parameters: (_sandbox, key) => ({
			...emailToEachItem,
			recipient: 'lost@example.org',
			subject: `Case ${key}`,
			options: { deduplicationKey: key },
		}),
	},
};
