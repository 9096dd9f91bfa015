import { SECRET, timeOf, type Model, type Walks } from '../walks';

/** Things that have happened or not, in a paged list, newest first. */
function stempEmail(event: string, states: string[], row: (step: number) => object): Model {
	return {
		parameters: { event },
		states,
		births: event === 'emailStatusChanged' ? 1 : 0,
		isTold: ({ id }, state, { eventId }) => eventId === `stemp:email:${id}:${state}`,
		answer(things, { path }) {
			if (path.endsWith('/events')) return states.map((eventType) => ({ eventType }));
			const content = things.map((each) => ({
				id: each.id,
				createdAt: timeOf(each),
				...row(each.step),
			}));
			return { content: content.reverse(), page: { number: 0, totalPages: 1 } };
		},
	};
}

export const stempWalks: Walks = {
	account: { authentication: 'accessToken', accessToken: SECRET },
	models: {
		'Email Status Changed': stempEmail(
			'emailStatusChanged',
			['SENT', 'DELIVERED', 'COMPLAINED'],
			(step) => ({ status: ['SENT', 'DELIVERED', 'COMPLAINED'][step] }),
		),
		'Email Opened': stempEmail('emailOpened', ['', 'OPEN'], (step) => ({
			status: 'DELIVERED',
			openCount: step,
		})),
		'Email Clicked': stempEmail('emailClicked', ['', 'CLICK'], (step) => ({
			status: 'DELIVERED',
			clickCount: step,
		})),
		'Email Bounced': stempEmail('emailBounced', ['', 'BOUNCE'], (step) => ({
			status: ['SENT', 'BOUNCED'][step],
		})),
		'Email Complained': stempEmail('emailComplained', ['', 'COMPLAINT'], (step) => ({
			status: ['DELIVERED', 'COMPLAINED'][step],
		})),
		'New Suppression': {
			parameters: { event: 'newSuppression' },
			states: ['BOUNCE'],
			births: 0,
			isTold: ({ id }, state, { eventId }) => eventId === `stemp:suppression:${id}:${state}`,
			answer: (things) => ({
				content: things
					.map((each) => ({ id: each.id, createdAt: timeOf(each), reason: 'BOUNCE' }))
					.reverse(),
				page: { number: 0, totalPages: 1 },
			}),
		},
	},
};
