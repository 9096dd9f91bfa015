import { contractOf } from '../contract';
import { switches } from './switches';

/** Pigeon Post's contract, as its page tells it. */
export const pigeonPostContract = contractOf({
	switches,
	facts: {
		unauthorized: {
			says: 'A wrong key is answered with 401 and the code `unauthorized`',
			source: 'API page, Errors',
		},
		letterFields: {
			says: 'A letter has `id`, `loft`, `status` and `at`',
			source: 'API page, Letters',
		},
		keys: {
			says: 'An idempotency key is remembered for 24 hours',
			source: 'API page, Letters',
			switches: ['keyHours'],
		},
	},
	unknowns: {
		pages: {
			question: 'whether a page may be shorter than asked',
			handling:
				'take the list for ended only where there is no cursor, or a page brings nothing new',
			source: 'API page, Lists: not said',
			switches: ['mostOnPage'],
		},
		unknownPath: {
			question: 'what a path that is none is answered',
			handling: 'read any error in the documented form',
			source: 'API page, Errors: not among them',
			switches: ['unknownPath'],
		},
		listDelay: {
			question: 'when a new letter shows in the list',
			handling: 'never take a letter that is not there for one that was not sent',
			source: 'API page, Lists: not said',
			switches: ['listDelay'],
		},
	},
	ofAccount: {},
});
