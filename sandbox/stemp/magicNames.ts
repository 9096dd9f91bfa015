import type { Duration } from '../clock';
import type { EventType } from './vocabulary';

/** Something that happens to an e-mail, and how long after the sending. */
export interface Happening {
	eventType: EventType;
	after: Duration;
	bounceType?: 'Permanent' | 'Transient';
	bounceSubType?: string;
	clickedLink?: string;
}

const delivery: Happening = { eventType: 'DELIVERY', after: { seconds: 5 } };
const open: Happening = { eventType: 'OPEN', after: { minutes: 30 } };
const bounce = (bounceType: 'Permanent' | 'Transient', bounceSubType: string): Happening[] => [
	{ eventType: 'BOUNCE', after: { seconds: 5 }, bounceType, bounceSubType },
];

/** The local part of a recipient's address decides what becomes of an e-mail; all others are delivered. */
const fates: Record<string, Happening[]> = {
	open: [delivery, open],
	// Reads at once, so that a workflow needs no clock that is moved.
	eager: [
		{ ...delivery, after: {} },
		{ ...open, after: {} },
	],
	click: [
		delivery,
		open,
		{ eventType: 'CLICK', after: { minutes: 31 }, clickedLink: 'https://example.com/redeem' },
	],
	reopen: [delivery, open, { eventType: 'OPEN', after: { hours: 2 } }],
	bounce: bounce('Permanent', 'NoEmail'),
	full: bounce('Transient', 'MailboxFull'),
	complain: [delivery, { eventType: 'COMPLAINT', after: { hours: 1 } }],
	slow: [{ ...delivery, after: { days: 1 } }],
	silent: [],
};

/** Names that decide something before an e-mail is even taken on. */
export const doors = {
	/** stemp takes the request and can't send the e-mail: its log says FAILED. */
	fail: 'fail',
	/** Has opted out of every category that allows it. */
	optOut: 'optout',
	/** Has been suppressed since before the sandbox began. */
	suppressed: 'suppressed',
} as const;

/** `Bounce+42@example.org` is `bounce`: what follows a + tells addresses apart and changes nothing. */
export const magicName = (email: string) => email.split('@', 1)[0].split('+', 1)[0].toLowerCase();

export function fateOf(email: string): Happening[] {
	const name = magicName(email);
	return Object.hasOwn(fates, name) ? fates[name] : [delivery];
}

/** The names that decide something, for a person who reads the landing page. */
export const magicNames = [...Object.keys(fates), ...Object.values(doors)];
