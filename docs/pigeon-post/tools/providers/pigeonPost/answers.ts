import type { Answers } from '../answers';

export const pigeonPostAnswers: Answers = {
	leftOut: { next: 'the next page is asked for by it' },
};
