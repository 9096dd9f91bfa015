import { LONGEST, SCOPES } from '../../../sandbox/pecMassiva/tokens';
import { addressOf, type Mailing } from '../mailing';
import { messageToEachItem, pecMassiva, pecMassivaAccount } from './node';

export const mailing: Mailing = {
	node: pecMassiva(['message', 'send'], messageToEachItem),
	letter: (_sandbox, name) => ({ email: addressOf(name), subject: name }),
	withFile: { attachments: 'data' },
	// One a second.
	fewLetters: 12,
	accounts: {
		first: ({ pecMassiva }) => pecMassivaAccount(pecMassiva),
		renewed: ({ pecMassiva }) => ({
			...pecMassivaAccount(pecMassiva),
			token: pecMassiva.tokens.make(SCOPES, LONGEST),
		}),
		other: ({ pecMassiva }) => {
			const username = 'live@pecmassiva.com';
			pecMassiva.addUser(username);
			return { ...pecMassivaAccount(pecMassiva), username };
		},
	},
};
