import type { Accounts } from '../accounts';

export const pecMassivaAccounts: Accounts = {
	changes: {
		newToken: ({ pecMassiva: { token } }) => ({ authorization: 'token', token }),
		otherAccount({ pecMassiva }) {
			const username = 'other@pecmassiva.com';
			pecMassiva.addUser(username);
			return { username };
		},
	},
};
