import type { Accounts } from '../accounts';

export const pigeonPostAccounts: Accounts = {
	changes: {
		newToken: ({ pigeonPost }) => ({ apiKey: pigeonPost.newKey() }),
		otherAccount: ({ pigeonPost }) => ({ apiKey: pigeonPost.newKey('elsewhere') }),
	},
	isQuestion: ({ path }) => path === '/loft',
};
