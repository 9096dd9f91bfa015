import type { Answer } from './switches';

/** The errors of Stampee's quick start, word for word. */
export const documented = {
	unauthorized: { status: 401, body: { message: 'Unauthorized access', code: 'unauthorized' } },
	badContacts: {
		status: 422,
		body: {
			message: 'Some recipients are incomplete or incorrect',
			code: 'message-bad-contacts',
		},
	},
	customerNotFound: {
		status: 422,
		body: { message: 'Customer not found', code: 'customer-not-found' },
	},
	customerNotRegistered: {
		status: 422,
		body: { message: 'Customer is not registered', code: 'customer-not-registered' },
	},
} satisfies Record<string, Answer>;

/** Ends a request with an error answer. */
export class Refusal extends Error {
	constructor(readonly answer: Answer) {
		super(answer.body.message);
	}
}
