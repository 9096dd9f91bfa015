import type { Accounts } from '../accounts';

export const legallyMailAccounts: Accounts = {
	changes: {
		newToken: ({ legallyMail }) => ({ token: legallyMail.newToken() }),
		otherAccount: ({ legallyMail }) => ({ token: legallyMail.newToken('other@example.com') }),
	},
	isQuestion: ({ path }) => path === '/api/info',
};
