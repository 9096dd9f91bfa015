import { named, SECRET, timeOf, type Model, type Thing, type Walks } from '../walks';

const transmission = (thing: Thing) => ({
	uid: thing.id,
	recipient: 'a@example.org',
	status: ['queued', 'retry', 'completed'][thing.step],
	created_at: timeOf(thing),
});

/** @param others returns transmissions that ended long ago */
const postageAppTransmissions = (others = (): object[] => []): Model => ({
	parameters: {
		event: 'transmissionStatusChanged',
		statuses: ['retry', 'completed', 'failed'],
	},
	states: ['queued', 'retry', 'completed'],
	births: 1,
	isTold: ({ id }, state, { eventId }) =>
		eventId === `postageApp:transmission:${id}:a@example.org:${state}`,
	answer(things, { path, body }) {
		const ok = { response: { status: 'ok' } };
		if (path.endsWith('messages_history_detailed')) {
			const rows = firstPageOf([...others(), ...things.map(transmission)], body);
			return { ...ok, data: { messages_history: rows } };
		}
		const thing = named(things, body.uid);
		const transmissions = thing && { 'a@example.org': transmission(thing) };
		return thing && { ...ok, data: { message: { id: 1 }, transmissions } };
	},
});

let ended: object[] | undefined;

/** Transmissions that ended before all others, more than a trigger can store: made when a walk needs them. */
const moreThanFit = () =>
	(ended ??= Array.from({ length: 12_000 }, (_, index) => ({
		uid: `ended-${String(index).padStart(30, '0')}`,
		recipient: 'a@example.org',
		status: 'completed',
		created_at: new Date(Date.UTC(2020, 0, 1) + index * 1000).toISOString(),
	})));

/** The reactions of recipients, which are requested for each message once an hour. */
const postageAppReaction = (event: string): Model => ({
	parameters: { event },
	states: ['', event],
	births: 0,
	isTold: ({ id }, state, { eventId }) =>
		eventId === `postageApp:transmission:${id}:a@example.org:${state}`,
	answer(things, { path, body }) {
		const done = (each: Thing) =>
			each.step > 0 ? { [`${event}_at`]: new Date().toISOString() } : {};
		if (path.endsWith('messages_history_detailed')) {
			const rows = things.map((each) => ({ ...transmission(each), status: 'completed' }));
			return { response: { status: 'ok' }, data: { messages_history: firstPageOf(rows, body) } };
		}
		const thing = named(things, body.uid);
		if (!thing) return undefined;
		const transmissions = { 'a@example.org': { status: 'completed', ...done(thing) } };
		return { response: { status: 'ok' }, data: { message: { id: 1 }, transmissions } };
	},
});

/** PostageApp reports no total: the page after the last one is empty. */
const firstPageOf = <Row>(rows: Row[], { arguments: args }: Record<string, unknown>): Row[] =>
	(args as { page?: number }).page === 1 ? rows : [];

export const postageAppWalks: Walks = {
	account: { projectApiKey: SECRET },
	whose: {
		'/v.1.1/get_project_info': {
			response: { status: 'ok' },
			data: { project: { url: 'https://acct.postageapp.com/projects/5' } },
		},
	},
	models: {
		'Delivery Status Changed': postageAppTransmissions(),
		'Delivery Status Changed, more than fits': {
			...postageAppTransmissions(moreThanFit),
			isLarge: true,
		},
		Opened: postageAppReaction('opened'),
		Clicked: postageAppReaction('clicked'),
		'New Suppression': {
			parameters: { event: 'newSuppression' },
			states: ['soft_bounce', 'hard_bounce'],
			births: 0,
			isTold: ({ id }, state, { eventId }) => eventId === `postageApp:suppression:${id}:${state}`,
			answer: (things) => ({
				response: { status: 'ok' },
				data: Object.fromEntries(
					things.map(({ id, step }) => [
						id,
						{ status: 'rejected', suppression_state: ['soft_bounce', 'hard_bounce'][step] },
					]),
				),
			}),
		},
	},
};
