import { addressOf, type Mailing } from '../mailing';
import { mailToEachItem, postageApp, postageAppAccount } from './node';

export const mailing: Mailing = {
	node: postageApp(['message', 'send'], mailToEachItem),
	letter: (_sandbox, name) => ({ email: addressOf(name), order: name }),
	withFile: { attachments: 'data' },
	capped: { maxConcurrentRequests: 2 },
	accounts: {
		first: ({ postageApp }) => postageAppAccount(postageApp),
		renewed: ({ postageApp }) => ({
			...postageAppAccount(postageApp),
			projectApiKey: postageApp.newProjectKey(),
		}),
		other: ({ postageApp }) => ({
			...postageAppAccount(postageApp),
			projectApiKey: postageApp.newProjectKey('https://acct.postageapp.com/projects/6'),
		}),
	},
};
