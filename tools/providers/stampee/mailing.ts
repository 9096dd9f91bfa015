import { addressOf, type Mailing } from '../mailing';
import { letterToEachItem, stampee, stampeeAccount } from './node';

export const mailing: Mailing = {
	node: stampee(['message', 'send'], letterToEachItem),
	letter: (_sandbox, name) => ({ email: addressOf(name), reference: name }),
	withFile: { attachments: 'data' },
	capped: { maxConcurrentRequests: 2 },
	accounts: {
		first: ({ stampee }) => stampeeAccount(stampee),
		renewed: ({ stampee }) => ({ ...stampeeAccount(stampee), apiToken: stampee.newToken() }),
		other: ({ stampee }) => ({ ...stampeeAccount(stampee), apiToken: stampee.newToken() }),
		areNameless: true,
	},
};
