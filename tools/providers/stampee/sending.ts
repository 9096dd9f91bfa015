import type { Sending } from '../sending';
import { addressees, letterToEachItem } from './node';

export const stampeeSending: Sending = {
	operation: ['message', 'send'],
	on: 'POST /messages/bulk_send',
	parameters: letterToEachItem,
	items: (_sandbox, count) => addressees(count),
	key: '={{ $json.reference }}',
	certainty: { by: 'none', findBy: 'Customer reference: REF-0' },
};
