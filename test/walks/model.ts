import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { pageOf } from '../../sandbox/pecMassiva/pages';
import { defaultSwitches, type PecMassivaSwitches } from '../../sandbox/pecMassiva/switches';

/** Something at the provider that goes from state to state: a letter, a transmission, an address. */
export interface Thing {
	id: string;
	/** How far it has come in the model's states. */
	step: number;
	/** When it came about, in milliseconds since 1970. */
	at: number;
	/** The provider does not show it just now. */
	isHidden: boolean;
}

/** What the trigger asks for. */
export interface Asked {
	path: string;
	query: URLSearchParams;
	body: { uid?: string; arguments?: { page?: number } };
}

/** A provider as one event of its trigger sees it. */
export interface Model {
	/** Node and credential, by their names in the package. */
	node: string;
	credential: string;
	account: Record<string, string>;
	parameters: INodeParameters;
	/** What things go through, in this order; '' where there is nothing to tell yet. */
	states: string[];
	/** How many of the states things may be born with, which are no news. */
	births: number;
	/** Each state that was gone through is told, also those between two polls. */
	tellsAll?: boolean;
	/** The user names what is watched, so nothing new comes in. */
	isNamed?: boolean;
	/** How many other things the trigger keeps in mind. */
	others?: number;
	/** There is more than the trigger can keep in mind, so that a walk takes its time. */
	isLarge?: boolean;
	/** Whether an item tells that a thing has come to a state. */
	isTold(thing: Thing, state: string, item: IDataObject): boolean;
	/** undefined: there is no such thing. `things` are those that are shown, oldest first. */
	answer(things: Thing[], asked: Asked): object | undefined;
}

const time = ({ at }: Thing) => new Date(at).toISOString();

/** What the accounts are secured with. Nothing that a trigger leaves may hold it. */
const SECRET = 'walk-secret-7f3c91';

const STAMPEE = { node: 'stampee', credential: 'stampeeApi', account: { apiToken: SECRET } };
const STEMP = {
	node: 'stemp',
	credential: 'stempApi',
	account: { authentication: 'accessToken', accessToken: SECRET },
};
const LEGALLY_MAIL = {
	node: 'legallyMail',
	credential: 'legallyMailApi',
	account: { token: SECRET },
};
const POSTAGE_APP = {
	node: 'postageApp',
	credential: 'postageAppApi',
	account: { projectApiKey: SECRET },
};
const PEC_MASSIVA = {
	node: 'pecMassiva',
	credential: 'pecMassivaApi',
	account: { username: 'a', password: SECRET, authorization: 'token', token: SECRET },
};

/** Most things of a walk: a user names them before there are any. */
export const MOST_THINGS = 4;
const idsOf = Array.from({ length: MOST_THINGS }, (_, index) => `t${index}`);
const named = (things: Thing[], id?: string | null) => things.find((thing) => thing.id === id);
const unhurried = { maxRequestsPerMinute: 600_000 };

function stampeeMessage(event: string, name: string, tellsAll: boolean): Model {
	const states = ['SENT', 'ACCEPTED'];
	return {
		...STAMPEE,
		parameters: { event, messageIds: idsOf.join(), downloadEvidence: false },
		states,
		births: 1,
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

/** Things that have happened or not, in a list by pages; the newest come first. */
function stempEmail(event: string, states: string[], row: (step: number) => object): Model {
	return {
		...STEMP,
		parameters: { event },
		states,
		births: event === 'emailStatusChanged' ? 1 : 0,
		isTold: ({ id }, state, { eventId }) => eventId === `stemp:email:${id}:${state}`,
		answer(things, { path }) {
			if (path.endsWith('/events')) return states.map((eventType) => ({ eventType }));
			const content = things.map((each) => ({
				id: each.id,
				createdAt: time(each),
				...row(each.step),
			}));
			return { content: content.reverse(), page: { number: 0, totalPages: 1 } };
		},
	};
}

function legallyMailEmail(event: string, name: string): Model {
	const states =
		event === 'newCertificate' ? ['', 'delivered', 'read'] : ['sent', 'delivered', 'read'];
	const statuses = ['sent', 'delivered', 'read'];
	return {
		...LEGALLY_MAIL,
		parameters: { event, downloadCertificate: false, options: unhurried },
		states,
		births: 1,
		tellsAll: true,
		isTold: ({ id }, state, { eventId }) => eventId === `legallyMail:${name}:${id}:${id}:${state}`,
		answer(things, { path, query }) {
			const whole = (each: Thing) => {
				const status = statuses[each.step];
				const passed = statuses.slice(0, each.step + 1).map((step) => [`${step}_at`, time(each)]);
				const certificates = statuses
					.slice(1, each.step + 1)
					.map((type) => ({ certificate_type: type, confirmed_at: time(each) }));
				const recipient = { email: 'a@example.org', status, tracking_id: each.id };
				return {
					tracking_id: each.id,
					recipient: 'a@example.org',
					status,
					created_at: time(each),
					recipients: [{ ...recipient, ...Object.fromEntries(passed), certificates }],
					certificates: [],
				};
			};
			if (path === '/api/emails') return { success: true, emails: things.map(whole).reverse() };
			const thing = named(things, query.get('tracking_id'));
			return thing && { success: true, data: whole(thing) };
		},
	};
}

/** How many mails are in a large inbox that no walk is about: more than a trigger reads to begin with. */
const OTHER_MAILS = 110;

const others = Array.from({ length: OTHER_MAILS }, (_, index) => ({
	object: `Other ${index}`,
	at: new Date(Date.UTC(2026, 0, 1) + index * 3_600_000),
	date: undefined,
}));

/** What the mails of a walk bear as their date, where some are wrong. */
const WRONG_DATES = ['', 'Thu, 01 Jan 1970 00:00:00 +0000', 'Fri, 01 Jan 2100 00:00:00 +0100'];

/** Mails of an inbox. Their IDs are places, which pass from mail to mail. */
const pecMassivaMail = (
	parameters: INodeParameters,
	prefix: string,
	order?: InboxOrder,
): Model => ({
	...PEC_MASSIVA,
	parameters,
	states: ['arrived'],
	births: 0,
	others: order ? OTHER_MAILS : 0,
	isTold: ({ id }, _state, { object }) => object === `${prefix}Message ${id}`,
	answer(things, { path, query }) {
		if (path !== '/inbox') return undefined;
		const own = things.map(({ id, at }) => ({
			object: `${prefix}Message ${id}`,
			at: new Date(at),
			date: order ? WRONG_DATES[idsOf.indexOf(id)] : undefined,
		}));
		const found = [...(order ? others : []), ...own].map((mail, place) => ({
			id: place + 1,
			mail: { ...mail, sender: 'a@example.org', recipient: 'b@example.org', text: '' },
		}));
		const asked = query.has('page') ? Number(query.get('page')) : undefined;
		const switches = { ...defaultSwitches(), ...order };
		const { mails, page, n_of_pages } = pageOf(found, asked, switches);
		return {
			data: mails.map(({ id, mail: { at, date = at.toUTCString(), ...rest } }) => ({
				...rest,
				id,
				date,
			})),
			...(switches.tellsTotal && { total: found.length }),
			...(switches.tellsPage && { page }),
			n_of_pages,
		};
	},
});

type InboxOrder = Partial<PecMassivaSwitches>;

/** A large inbox in ways that no document excludes, with wrong dates. */
const INBOX_ORDERS: Record<string, InboxOrder> = {
	"as in the vendor's sample": { firstPage: 0, orderInPage: 'oldestFirst' },
	'the oldest first': { inboxOrder: 'oldestFirst', beyondLastPage: 'lastPage' },
	'the oldest first, from its last page, without numbers': {
		inboxOrder: 'oldestFirst',
		defaultPage: 'last',
		tellsPage: false,
		tellsTotal: false,
		firstPage: 0,
	},
	'the oldest page first, the newest on top of each, without a total': {
		inboxOrder: 'oldestFirst',
		orderInPage: 'newestFirst',
		tellsTotal: false,
		pageCount: 'lastIndex',
	},
	'from its last page, without an order inside of pages': {
		orderInPage: 'none',
		defaultPage: 'last',
		shortPage: 'first',
		pageCount: 'ceiling',
	},
	'without an order inside of pages, and without numbers': {
		orderInPage: 'none',
		tellsPage: false,
		tellsTotal: false,
	},
};

const signature = (thing: Thing) => ({
	uuid: thing.id,
	status: ['pending', 'signed'][thing.step],
	created_at: time(thing),
});

const transmission = (thing: Thing) => ({
	uid: thing.id,
	recipient: 'a@example.org',
	status: ['queued', 'retry', 'completed'][thing.step],
	created_at: time(thing),
});

/** @param others that have ended long ago */
const postageAppTransmissions = (others: object[] = []): Model => ({
	...POSTAGE_APP,
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
			const rows = firstPageOf([...others, ...things.map(transmission)], body);
			return { ...ok, data: { messages_history: rows } };
		}
		const thing = named(things, body.uid);
		const transmissions = thing && { 'a@example.org': transmission(thing) };
		return thing && { ...ok, data: { message: { id: 1 }, transmissions } };
	},
});

/** Transmissions that have ended before any other, more than a trigger can keep in mind. */
const moreThanFit = () =>
	Array.from({ length: 12_000 }, (_, index) => ({
		uid: `ended-${String(index).padStart(30, '0')}`,
		recipient: 'a@example.org',
		status: 'completed',
		created_at: new Date(Date.UTC(2020, 0, 1) + index * 1000).toISOString(),
	}));

/** What recipients have done, which each message is asked for once an hour. */
const postageAppReaction = (event: string): Model => ({
	...POSTAGE_APP,
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

/** PostageApp tells no total: the page after the last one is empty. */
const firstPageOf = <Row>(rows: Row[], { arguments: args }: Record<string, unknown>): Row[] =>
	(args as { page?: number }).page === 1 ? rows : [];

/** All events of all triggers, by provider. */
export const MODELS: Record<string, Record<string, Model>> = {
	Stampee: {
		'Customer State Changed': {
			...STAMPEE,
			parameters: { event: 'customerStateChanged' },
			states: ['PENDING', 'ACCEPTED', 'REVOKED'],
			births: 1,
			isTold: ({ id }, state, { eventId }) => eventId === `stampee:customer:${id}:${state}`,
			answer: (things) => ({
				customers: things.map((each) => ({
					id: each.id,
					state: ['PENDING', 'ACCEPTED', 'REVOKED'][each.step],
					createdAt: time(each),
				})),
			}),
		},
		'Message Status Changed': stampeeMessage('messageStatusChanged', 'message', false),
		'New Evidence': stampeeMessage('newEvidence', 'evidence', true),
	},
	'PEC Massiva': {
		'New Message': pecMassivaMail({ event: 'newMessage' }, ''),
		'Send Outcome': pecMassivaMail({ event: 'sendOutcome', outcomes: ['delivered'] }, 'CONSEGNA: '),
		...Object.fromEntries(
			Object.entries(INBOX_ORDERS).map(([name, order]) => [
				`New Message, ${name}`,
				pecMassivaMail({ event: 'newMessage' }, '', order),
			]),
		),
	},
	LegallyMail: {
		'Email Status Changed': legallyMailEmail('emailStatusChanged', 'email'),
		'New Certificate': legallyMailEmail('newCertificate', 'certificate'),
		'Signature Status Changed': {
			...LEGALLY_MAIL,
			parameters: { event: 'signatureStatusChanged', options: unhurried },
			states: ['pending', 'signed'],
			births: 1,
			isTold: ({ id }, state, { eventId }) => eventId === `legallyMail:signature:${id}:${state}`,
			answer(things, { path, query }) {
				if (path === '/api/signatures')
					return { success: true, data: things.map(signature).reverse() };
				const thing = named(things, query.get('uuid'));
				return thing && { success: true, data: signature(thing) };
			},
		},
		'SMS Status Changed': {
			...LEGALLY_MAIL,
			parameters: { event: 'smsStatusChanged', smsUuids: idsOf.join(), options: unhurried },
			states: ['pending', 'sent', 'delivered'],
			births: 1,
			isNamed: true,
			isTold: ({ id }, state, { eventId }) => eventId === `legallyMail:sms:${id}:${state}`,
			answer(things, { query }) {
				const thing = named(things, query.get('uuid'));
				const status = ['pending', 'sent', 'delivered'][thing?.step ?? 0];
				return thing && { success: true, data: { uuid: thing.id, status } };
			},
		},
	},
	stemp: {
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
			...STEMP,
			parameters: { event: 'newSuppression' },
			states: ['BOUNCE'],
			births: 0,
			isTold: ({ id }, state, { eventId }) => eventId === `stemp:suppression:${id}:${state}`,
			answer: (things) => ({
				content: things
					.map((each) => ({ id: each.id, createdAt: time(each), reason: 'BOUNCE' }))
					.reverse(),
				page: { number: 0, totalPages: 1 },
			}),
		},
	},
	PostageApp: {
		'Transmission Status Changed': postageAppTransmissions(),
		'Transmission Status Changed, more than fits': {
			...postageAppTransmissions(moreThanFit()),
			isLarge: true,
		},
		Opened: postageAppReaction('opened'),
		Clicked: postageAppReaction('clicked'),
		'New Suppression': {
			...POSTAGE_APP,
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
