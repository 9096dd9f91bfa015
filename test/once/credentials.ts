import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import type { Sandbox } from '../../sandbox';

/** Fields of a credential. */
type Fields = ICredentialDataDecryptedObject;

/** How a user edits the credential of a provider. */
export interface Edits {
	/** It gets another token, or key, of the same account. */
	newToken: (sandbox: Sandbox) => Fields;
	/** It becomes that of another account. */
	otherAccount: (sandbox: Sandbox) => Fields;
}

/** By node. */
export const EDITS: Record<string, Edits> = {
	stampee: {
		newToken: ({ stampee }) => ({ apiToken: stampee.newToken() }),
		otherAccount: ({ stampee }) => ({ apiToken: stampee.newToken() }),
	},
	pecMassiva: {
		newToken: ({ pecMassiva: { token } }) => ({ authorization: 'token', token }),
		otherAccount({ pecMassiva }) {
			const username = 'other@pecmassiva.com';
			pecMassiva.addUser(username);
			return { username };
		},
	},
	legallyMail: {
		newToken: ({ legallyMail }) => ({ token: legallyMail.newToken() }),
		otherAccount: ({ legallyMail }) => ({ token: legallyMail.newToken('other@example.com') }),
	},
	stemp: {
		newToken: ({ stemp }) => ({ refreshToken: stemp.newRefreshToken() }),
		otherAccount: ({ stemp }) => ({ refreshToken: stemp.newRefreshToken('org_other') }),
	},
	postageApp: {
		newToken: ({ postageApp }) => ({ projectApiKey: postageApp.newProjectKey() }),
		otherAccount: ({ postageApp }) => ({
			projectApiKey: postageApp.newProjectKey('https://acct.postageapp.com/projects/6'),
		}),
	},
};
