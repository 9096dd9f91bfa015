import type { Sending } from '../sending';
import { byId, mailToEachItem, readers } from './node';

export const stempSending: Sending = {
	operation: ['email', 'send'],
	on: 'POST /api/v1/platform/emails',
	parameters: mailToEachItem,
	items: ({ stemp }, count) => readers(stemp, count),
	key: '={{ $json.subject }}',
	certainty: {
		by: 'lookup',
		delay: ({ stemp: { switches } }) => {
			switches.logDelay = 4;
		},
		parameters: ({ stemp: { users } }, key) => ({
			...mailToEachItem,
			to: byId(users.add({ email: 'lost@example.org' }).id),
			subject: `Case ${key}`,
			options: { deduplicationKey: key },
		}),
	},
};
