import { Scenarios, localPart, describeSteps, type NameTable, type Step } from '../scenarios';
import type { EventType } from './vocabulary';

/** An event of an email, and how long after sending it happens. */
export interface EmailStep extends Step<EventType> {
	bounceType?: 'Permanent' | 'Transient';
	bounceSubType?: string;
	clickedLink?: string;
}

interface Scenario {
	steps: EmailStep[];
	/** Facts that the steps do not contain, for the documentation page. */
	note?: string;
}

const delivery: EmailStep = { state: 'DELIVERY', after: { seconds: 5 } };
const open: EmailStep = { state: 'OPEN', after: { minutes: 30 } };
const bounce = (bounceType: 'Permanent' | 'Transient', bounceSubType: string): EmailStep[] => [
	{ state: 'BOUNCE', after: { seconds: 5 }, bounceType, bounceSubType },
];

/** The recipient's name decides what happens to an email. */
const scenarios = new Scenarios<Scenario>(
	{
		open: { steps: [delivery, open] },
		// Opens the email at once, so that a workflow can run without moving the clock.
		eager: {
			steps: [
				{ ...delivery, after: {} },
				{ ...open, after: {} },
			],
		},
		late: { steps: [delivery, { ...open, after: { days: 2 } }] },
		click: {
			steps: [
				delivery,
				open,
				{ state: 'CLICK', after: { minutes: 31 }, clickedLink: 'https://example.com/redeem' },
			],
		},
		reopen: { steps: [delivery, open, { state: 'OPEN', after: { hours: 2 } }] },
		bounce: { steps: bounce('Permanent', 'NoEmail'), note: 'for good: the address is suppressed' },
		full: { steps: bounce('Transient', 'MailboxFull'), note: 'because the mailbox is full' },
		complain: {
			steps: [delivery, { state: 'COMPLAINT', after: { hours: 1 } }],
			note: 'the address is suppressed',
		},
		slow: { steps: [{ ...delivery, after: { days: 1 } }] },
		silent: { steps: [] },
	},
	{ steps: [delivery] },
);

/** Names that take effect before an email is even accepted. */
export const blockingNames = { fail: 'fail', optOut: 'optout', suppressed: 'suppressed' } as const;

const atTheDoor: Record<keyof typeof blockingNames, string> = {
	fail: "stemp takes it and can't send it: its log says `FAILED`",
	optOut: 'refused: has opted out of each category that allows it',
	suppressed: 'refused: was suppressed before the sandbox began',
};

export const isBlockedBy = (door: keyof typeof blockingNames, email: string) =>
	localPart(email) === blockingNames[door];

/** What happens to an email. */
export const stepsOf = (email: string): EmailStep[] => scenarios.of(email).steps;

/** The names that have an effect. */
export const magicNames = [...scenarios.names, ...Object.values(blockingNames)];

const words: Record<EventType, string> = {
	DELIVERY: 'delivered',
	OPEN: 'opened',
	CLICK: 'clicked',
	BOUNCE: 'bounced',
	COMPLAINT: 'marked as spam',
};

export const nameTables: NameTable[] = [
	{
		above:
			'stemp writes to users. The sandbox has one for `ada@example.org` and for each of these names, with the external ID `cust_` and the name, such as `cust_bounce`.',
		head: ['recipient', 'what becomes of the email'],
		rows: [
			...scenarios.rows(({ steps, note }) => [
				[describeSteps(steps, words), note].filter(Boolean).join(', '),
			]),
			...Object.entries(atTheDoor).map(([door, told]) => [
				`\`${blockingNames[door as keyof typeof blockingNames]}@\``,
				told,
			]),
		],
	},
];
