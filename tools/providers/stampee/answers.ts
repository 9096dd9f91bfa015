import type { Answers } from '../answers';

export const stampeeAnswers: Answers = {
	leftOut: {},
	// As files, the documents would be in a binary field.
	parameters: { 'message.getEvidence': { output: 'link' } },
	polled: {
		newEvidence: { leftOut: { 'evidences[0]': 'It is of another type, and an event of its own.' } },
	},
};
