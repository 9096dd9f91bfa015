import type { Accounts } from '../accounts';
import { pecMassivaAccount } from './node';

export const pecMassivaAccounts: Accounts = {
	changes: {
		newToken: ({ pecMassiva: { token } }) => ({ authorization: 'token', token }),
		otherAccount({ pecMassiva }) {
			const username = 'other@pecmassiva.com';
			pecMassiva.addUser(username);
			return { username };
		},
	},
	others: [({ pecMassiva }) => pecMassivaAccount(pecMassiva)],
};
