import type { Answers } from '../answers';

export const stempAnswers: Answers = {
	leftOut: {
		'page.number': 'Each entry is an item.',
		'page.size': 'Each entry is an item.',
		'page.totalElements': 'Each entry is an item.',
		'page.totalPages': 'Each entry is an item.',
	},
	parameters: { 'user.getMany': { limit: 100 } },
};
