import type { Answers } from '../answers';

export const stampeeAnswers: Answers = {
	leftOut: {},
	// The documents themselves are in a binary field.
	parameters: { 'message.getEvidence': { output: 'link' } },
};
