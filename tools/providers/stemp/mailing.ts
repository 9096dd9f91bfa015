import { addressOf, type Mailing } from '../mailing';
import { mailToEachItem, stemp } from './node';

export const mailing: Mailing = {
	node: stemp(['email', 'send'], mailToEachItem),
	input: ({ stemp }, name) => ({
		user: stemp.users.add({ email: addressOf(name) }).id,
		subject: name,
	}),
	withFile: {
		attachments: { image: [{ binaryPropertyName: 'data' }] },
		bodyFormat: 'html',
		body: '<p>Hello <img src="cid:data"></p>',
	},
	capped: { maxConcurrentRequests: 2 },
};
