import type { Sending } from '../sending';
import { letterToEachItem, lofts } from './node';

export const pigeonPostSending: Sending = {
	operation: ['letter', 'send'],
	on: 'POST /letters',
	parameters: letterToEachItem,
	items: (_sandbox, count) => lofts(count),
	key: '={{ $json.reference }}',
	certainty: { by: 'key' },
};
