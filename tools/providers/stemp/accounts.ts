import type { Accounts } from '../accounts';
import { stempAccount, stempAccountWithAccessToken } from './node';

export const stempAccounts: Accounts = {
	changes: {
		newToken: ({ stemp }) => ({ refreshToken: stemp.newRefreshToken() }),
		otherAccount: ({ stemp }) => ({ refreshToken: stemp.newRefreshToken('org_other') }),
	},
	others: [
		({ stemp }) => ({
			...stempAccount(stemp),
			clientId: stemp.client.id,
			clientSecret: stemp.client.secret,
		}),
	],
	unrenewed: ({ stemp }) => stempAccountWithAccessToken(stemp),
	// stemp identifies the account of a token in any response, and with each new token.
	isQuestion: ({ path, query }) => path.includes('/oauth2/') || query.size === '1',
};
