import { addressOf, type Mailing } from '../mailing';
import { messageToEachItem, pecMassiva } from './node';

export const mailing: Mailing = {
	node: pecMassiva(['message', 'send'], messageToEachItem),
	input: (_sandbox, name) => ({ email: addressOf(name), subject: name }),
	withFile: { attachments: 'data' },
	// One send per second.
	fewLetters: 12,
};
