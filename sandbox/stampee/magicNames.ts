import type { Duration } from '../clock';
import type { CustomerState, EvidenceType, MessageType } from './vocabulary';

/** What a recipient does, and how long after the sending; null if nothing ever comes. */
export type Outcome = { status: Exclude<EvidenceType, 'SENT'>; after: Duration | 'deadline' };
export type Fate = Record<MessageType, Outcome | null>;

const soon: Duration = { minutes: 5 };

/** Also what anyone does whose name is not in the table. */
const willing: Fate = {
	LS: { status: 'RECEIVED', after: soon },
	LRE: { status: 'ACCEPTED', after: soon },
};

/**
 * The local part of a recipient's address decides what becomes of the message.
 * `deadline` is the end of the time that the law gives the recipient (switch `acceptanceDays`).
 */
const messageFates: Record<string, Fate> = {
	accept: willing,
	open: willing,
	// A simple letter asks nothing that could be refused: it is opened.
	refuse: { LS: willing.LS, LRE: { status: 'REFUSED', after: soon } },
	slow: {
		LS: { status: 'RECEIVED', after: { days: 1 } },
		LRE: { status: 'ACCEPTED', after: { days: 1 } },
	},
	bounce: {
		LS: { status: 'UNDELIVERED', after: { minutes: 1 } },
		LRE: { status: 'UNDELIVERED', after: { minutes: 1 } },
	},
	expire: {
		LS: { status: 'EXPIRED', after: 'deadline' },
		LRE: { status: 'EXPIRED', after: 'deadline' },
	},
	// Nobody acts: only a registered letter waits for an answer and so can expire.
	silent: { LS: null, LRE: { status: 'EXPIRED', after: 'deadline' } },
};

/** The states that a customer goes through by itself after PENDING. */
export type Course = Array<{ state: CustomerState; after: Duration }>;

/** The local part of a customer's address decides its answer; all others stay PENDING until told otherwise. */
const customerCourses: Record<string, Course> = {
	accept: [{ state: 'ACCEPTED', after: soon }],
	refuse: [{ state: 'REFUSED', after: soon }],
	revoke: [
		{ state: 'ACCEPTED', after: soon },
		{ state: 'REVOKED', after: { days: 1 } },
	],
};

/** `Refuse+42@example.org` is `refuse`: what follows a + tells addresses apart and changes nothing. */
const magicName = (email: string) => email.split('@', 1)[0].split('+', 1)[0].toLowerCase();

const lookUp = <Row>(table: Record<string, Row>, email: string): Row | undefined => {
	const name = magicName(email);
	return Object.hasOwn(table, name) ? table[name] : undefined;
};

export const fateOf = (email: string): Fate => lookUp(messageFates, email) ?? willing;

export const courseOf = (email: string): Course => lookUp(customerCourses, email) ?? [];

/** The names that decide something, for a person who reads the landing page. */
export const magicNames = {
	messages: Object.keys(messageFates),
	customers: Object.keys(customerCourses),
};
