import { SECRET, timeOf, type Walks } from '../walks';

const states = ['RELEASED', 'LANDED'];

export const pigeonPostWalks: Walks = {
	account: { apiKey: SECRET },
	whose: { '/loft': { name: 'home' } },
	models: {
		'Letter Status Changed': {
			parameters: { event: 'letterStatusChanged' },
			states,
			births: 1,
			isTold: ({ id }, state, { eventId }) => eventId === `pigeonPost:letter:${id}:${state}`,
			answer: (things) => ({
				letters: things
					.map((each) => ({ id: each.id, status: states[each.step], releasedAt: timeOf(each) }))
					.reverse(),
				next: null,
			}),
		},
	},
};
