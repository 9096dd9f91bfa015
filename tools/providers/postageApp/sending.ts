import type { Sending } from '../sending';
import { customers, mailToEachItem } from './node';

export const postageAppSending: Sending = {
	operation: ['message', 'send'],
	on: 'POST /v.1.1/send_message',
	parameters: mailToEachItem,
	items: (_sandbox, count) => customers(count),
	key: '={{ $json.order }}',
	certainty: { by: 'key' },
};
