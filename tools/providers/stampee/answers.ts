import type { Answers } from '../answers';

export const stampeeAnswers: Answers = {
	leftOut: {},
	missing: {
		// The message's own, beside what each of its documents is about.
		'message.getEvidence': ['status'],
	},
	// As files, the documents are in a binary field.
	parameters: { 'message.getEvidence': { output: 'link' } },
};
