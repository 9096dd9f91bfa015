import { addressOf, type Mailing } from '../mailing';
import { mailToEachItem, postageApp } from './node';

export const mailing: Mailing = {
	node: postageApp(['message', 'send'], mailToEachItem),
	input: (_sandbox, name) => ({ email: addressOf(name), order: name }),
	withFile: { additionalFields: { attachments: 'data' } },
	capped: { maxConcurrentRequests: 2 },
};
