import type { ErrorTable } from '../shared/policy';

/** Pigeon Post's errors and what to do about them (its API page, Errors). */
export const pigeonPostErrors: ErrorTable = {
	service: 'Pigeon Post',
	code: ['error.code'],
	message: ['error.text'],
	hints: {
		'unknown-loft': "Check the parameter 'Loft': Pigeon Post knows no loft of this name.",
		'key-reused':
			"The value of 'Prevent Duplicates By' stands for another letter already, and this one was not sent. Give each letter a value of its own.",
		401: 'Check the API key in the credential.',
		404: 'Check the letter ID: Pigeon Post has no letter of this ID.',
	},
};

/** Where receipts lie: behind signed links. */
export const receiptErrors: ErrorTable = {
	service: 'The archive of receipts',
	code: ['error.code'],
	message: ['error.text'],
	hints: { 403: 'The link has expired (it is valid for an hour). Get the receipt again.' },
};
