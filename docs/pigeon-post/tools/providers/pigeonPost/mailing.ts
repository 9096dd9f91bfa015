import type { Mailing } from '../mailing';
import { letterToEachItem, pigeonPost } from './node';

export const mailing: Mailing = {
	node: pigeonPost(['letter', 'send'], letterToEachItem),
	input: (_sandbox, name) => ({ loft: name, reference: name }),
	withFile: { attachments: 'data' },
	capped: { maxConcurrentRequests: 2 },
};
