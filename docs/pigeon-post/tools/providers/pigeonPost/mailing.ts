import type { Mailing } from '../mailing';
import { letterToEachItem, pigeonPost, pigeonPostAccount } from './node';

export const mailing: Mailing = {
	node: pigeonPost(['letter', 'send'], letterToEachItem),
	letter: (_sandbox, name) => ({ loft: name, reference: name }),
	withFile: { attachments: 'data' },
	capped: { maxConcurrentRequests: 2 },
	accounts: {
		first: ({ pigeonPost: provider }) => pigeonPostAccount(provider),
		renewed: ({ pigeonPost: provider }) => ({
			...pigeonPostAccount(provider),
			apiKey: provider.newKey(),
		}),
		other: ({ pigeonPost: provider }) => ({
			...pigeonPostAccount(provider),
			apiKey: provider.newKey('elsewhere'),
		}),
	},
};
