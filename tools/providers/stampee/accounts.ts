import type { Accounts } from '../accounts';
import { stampeeAccountWithCertificate } from './node';

export const stampeeAccounts: Accounts = {
	changes: {
		newToken: ({ stampee }) => ({ apiToken: stampee.newToken() }),
		otherAccount: ({ stampee }) => ({ apiToken: stampee.newToken() }),
	},
	areNameless: true,
	others: [
		({ stampee }) => ({
			...stampeeAccountWithCertificate(stampee),
			mutualTls: 'pfx',
			clientCertificatePfx: stampee.clientCertificate.pfx,
			passphrase: stampee.clientCertificate.passphrase,
		}),
	],
};
