import { addressOf, type Mailing } from '../mailing';
import { emailToEachItem, legallyMail, legallyMailAccount } from './node';

export const mailing: Mailing = {
	node: legallyMail(['email', 'send'], emailToEachItem),
	letter: (_sandbox, name) => ({ email: addressOf(name), subject: name }),
	withFile: { attachments: 'data' },
	accounts: {
		first: ({ legallyMail }) => legallyMailAccount(legallyMail),
		renewed: ({ legallyMail }) => ({
			...legallyMailAccount(legallyMail),
			token: legallyMail.newToken(),
		}),
		other: ({ legallyMail }) => ({
			...legallyMailAccount(legallyMail),
			token: legallyMail.newToken('live@example.com'),
		}),
	},
};
