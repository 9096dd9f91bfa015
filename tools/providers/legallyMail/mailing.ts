import { addressOf, type Mailing } from '../mailing';
import { emailToEachItem, legallyMail } from './node';

export const mailing: Mailing = {
	node: legallyMail(['email', 'send'], emailToEachItem),
	input: (_sandbox, name) => ({ email: addressOf(name), subject: name }),
	withFile: { attachments: 'data' },
};
