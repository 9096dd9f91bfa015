import { named, SECRET, THING_IDS, timeOf, type Model, type Walks } from '../walks';

function stampeeMessage(event: string, name: string, tellsAll: boolean): Model {
	const states = ['SENT', 'ACCEPTED'];
	return {
		parameters: { event, messageIds: THING_IDS.join(), downloadEvidence: false },
		states,
		births: 1,
		isUnordered: true,
		tellsAll,
		isNamed: true,
		isTold: ({ id }, state, { eventId }) => eventId === `stampee:${name}:${id}:${state}`,
		answer(things, { path }) {
			const thing = named(things, path.split('/').at(-1));
			if (!thing) return undefined;
			const evidences = states
				.slice(0, thing.step + 1)
				.map((eventType) => ({ eventType, url: 'x' }));
			return { id: thing.id, status: states[thing.step], type: 'LRE', evidences };
		},
	};
}

export const stampeeWalks: Walks = {
	account: { apiToken: SECRET },
	models: {
		'Customer State Changed': {
			parameters: { event: 'customerStateChanged' },
			states: ['PENDING', 'ACCEPTED', 'REVOKED'],
			births: 1,
			isUnordered: true,
			isTold: ({ id }, state, { eventId }) => eventId === `stampee:customer:${id}:${state}`,
			answer: (things) => ({
				customers: things.map((each) => ({
					id: each.id,
					state: ['PENDING', 'ACCEPTED', 'REVOKED'][each.step],
					createdAt: timeOf(each),
				})),
			}),
		},
		'Message Status Changed': stampeeMessage('messageStatusChanged', 'message', false),
		'New Evidence': stampeeMessage('newEvidence', 'evidence', true),
	},
};
