import type { ErrorTable } from '../shared/policy';
import { acceptedIn } from './accepted';

/** Stampee's errors and its advice (docs.stampee.fr, Quick Start, Error Handling). */
export const stampeeErrors: ErrorTable = {
	service: 'Stampee',
	code: ['code'],
	message: ['message'],
	acceptedIn,
	hints: {
		unauthorized:
			'Check the API token in the credential. Stampee shows a token only once; make a new one in its dashboard if this one is lost.',
		'message-bad-contacts':
			'Give each recipient either a first and a last name, or a company with its SIREN of 9 digits.',
		'customer-not-found':
			"Check the parameter 'Sender': no customer of your account has this ID. Choose one from the list.",
		'customer-not-registered':
			"The customer in 'Sender' has not accepted your delegation, or has ended it. Look up its state with the operation Get Many of the resource Customer.",
	},
};

/** The server of the proof documents: signed links lead to another host than the API. */
export const evidenceStoreErrors: ErrorTable = {
	service: 'The store of evidence documents',
	code: [],
	message: [],
	hints: {
		403: 'The link has expired (they are valid for 24 hours) or was changed. Get the evidence again.',
		404: 'The document is not there. Get the evidence again.',
	},
};
