import { hostOf, lettersIn, listOf } from '../../../nodes/PigeonPost/api';
import { textOf } from '../../../nodes/shared/json';
import { partOf } from '../../check/seen';
import { all, byRead, foundByRead, has, notLookedFor, type ProviderCheck } from '../check';

/** How an account of Pigeon Post is asked whether its page tells the truth. */
export const pigeonPostCheck: ProviderCheck = {
	hostOf,
	stranger: { apiKey: 'a-key-that-nobody-gave-out' },
	inputs: {},
	steps: [
		{
			name: 'letters',
			says: 'The latest letters',
			ask: () => ({
				operation: ['letter', 'getMany'],
				parameters: { returnAll: false, limit: 101 },
			}),
		},
		{
			name: 'unknownPath',
			says: 'A path that does not exist',
			ask: () => ({ path: '/n8n-contract-check' }),
		},
		{
			name: 'stranger',
			says: 'The latest letters, with a key that nobody gave out',
			ask: () => ({ path: '/letters', caller: 'stranger' }),
		},
	],
	isRecognised: (seen) =>
		Array.isArray(listOf(seen.json('letters'))) && seen.answer('stranger')?.status === 401,
	facts: {
		unauthorized: byRead((seen) => {
			const refusal = seen.refusal('stranger');
			return refusal?.status === 401 && partOf(refusal.body, 'error').code === 'unauthorized';
		}),
		letterFields: byRead((seen) =>
			all(lettersIn(seen.json('letters')), (letter) => has(letter, 'id', 'loft', 'status', 'at')),
		),
		keys: notLookedFor('it would take a day'),
	},
	switches: {
		unknownPath: foundByRead((seen) => seen.refusal('unknownPath')),
		mostOnPage: foundByRead((seen) => {
			const [first] = seen.answers('letters', /\/letters$/);
			const body: unknown = first && JSON.parse(first.body.toString());
			return has(body, 'next') && textOf(body.next) !== '' ? lettersIn(body).length : undefined;
		}),
		keyHours: notLookedFor('it would take a day'),
		listDelay: notLookedFor('a letter would have to be sent'),
	},
	kept: {
		paths: ['/letters', '/n8n-contract-check'],
		words: ['status', 'code'],
		vocabulary: ['RELEASED', 'LANDED', 'LOST', 'unauthorized', 'unknown-path'],
		numbers: [],
		times: ['at'],
		names: ['letters', 'next', 'id', 'loft', 'text', 'reference', 'error', 'receiptUrl'],
	},
};
