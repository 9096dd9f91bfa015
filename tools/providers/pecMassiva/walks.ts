import { pageOf } from '../../../sandbox/pecMassiva/pages';
import { defaultSwitches, type PecMassivaSwitches } from '../../../sandbox/pecMassiva/switches';
import { SECRET, THING_IDS, type Model, type Walks } from '../walks';

/** The number of unrelated mails in a large inbox: more than a trigger reads at first. */
const OTHER_MAILS = 110;

const others = Array.from({ length: OTHER_MAILS }, (_, index) => ({
	object: `Other ${index}`,
	at: new Date(Date.UTC(2026, 0, 1) + index * 3_600_000),
	date: undefined,
}));

/** The dates of the mails of a walk, if some are wrong. */
const WRONG_DATES = ['', 'Thu, 01 Jan 1970 00:00:00 +0000', 'Fri, 01 Jan 2100 00:00:00 +0100'];

/** Mails of an inbox. Their IDs are positions, which are passed from mail to mail. */
const pecMassivaMail = (
	parameters: Model['parameters'],
	prefix: string,
	order?: InboxOrder,
): Model => ({
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
			date: order ? WRONG_DATES[THING_IDS.indexOf(id)] : undefined,
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

/** A large inbox in orders that no document rules out, with wrong dates. */
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

export const pecMassivaWalks: Walks = {
	account: { username: 'a', password: SECRET, authorization: 'token', token: SECRET },
	models: {
		'New Message': pecMassivaMail({ event: 'newMessage' }, ''),
		'Send Outcome': pecMassivaMail({ event: 'sendOutcome', outcomes: ['delivered'] }, 'CONSEGNA: '),
		...Object.fromEntries(
			Object.entries(INBOX_ORDERS).map(([name, order]) => [
				`New Message, ${name}`,
				pecMassivaMail({ event: 'newMessage' }, '', order),
			]),
		),
	},
};
