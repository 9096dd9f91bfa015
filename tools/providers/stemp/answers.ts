import type { Answers, EventAnswers } from '../answers';

/** The first entries of a timeline, which are about other events. */
const othersBefore = (count: number): EventAnswers => ({
	leftOut: Object.fromEntries(
		Array.from({ length: count }, (_, at) => [`[${at}]`, 'It is an event of its own.']),
	),
});

export const stempAnswers: Answers = {
	leftOut: {
		'page.number': 'Each entry is an item.',
		'page.size': 'Each entry is an item.',
		'page.totalElements': 'Each entry is an item.',
		'page.totalPages': 'Each entry is an item.',
	},
	parameters: { 'user.getMany': { limit: 100 } },
	polled: {
		emailClicked: othersBefore(2),
		emailComplained: othersBefore(1),
		emailOpened: othersBefore(1),
	},
};
