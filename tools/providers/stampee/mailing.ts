import { addressOf, type Mailing } from '../mailing';
import { letterToEachItem, stampee } from './node';

export const mailing: Mailing = {
	node: stampee(['message', 'send'], letterToEachItem),
	input: (_sandbox, name) => ({ email: addressOf(name), reference: name }),
	withFile: { attachments: 'data' },
	capped: { maxConcurrentRequests: 2 },
};
