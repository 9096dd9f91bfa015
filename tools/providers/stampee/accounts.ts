import type { Accounts } from '../accounts';

export const stampeeAccounts: Accounts = {
	changes: {
		newToken: ({ stampee }) => ({ apiToken: stampee.newToken() }),
		otherAccount: ({ stampee }) => ({ apiToken: stampee.newToken() }),
	},
};
