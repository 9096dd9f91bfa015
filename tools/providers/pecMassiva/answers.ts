import type { Answers } from '../answers';

export const pecMassivaAnswers: Answers = {
	leftOut: {
		success: 'An answer that is none is an error.',
		message: 'It says of the call what the node says by giving an item, or an error.',
		total: 'Each entry is an item.',
		page: 'Each entry is an item.',
		n_of_pages: 'Each entry is an item.',
	},
};
