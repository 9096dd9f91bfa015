import type { Duration } from '../clock';
import { Scenarios, describeSteps, type NameTable, type Step } from '../scenarios';
import { switches } from './switches';
import type { CustomerState, EvidenceType, MessageType } from './vocabulary';

type Outcome = Exclude<EvidenceType, 'SENT'>;

/** What a recipient does, and when; `deadline` is the end of the statutory period (switch `acceptanceDays`). */
type MessageStep = { state: Outcome; after: Duration | 'deadline' };

type MessageScenario = Record<MessageType, MessageStep[]>;

const both = (state: Outcome, after: MessageStep['after']): MessageScenario => ({
	LS: [{ state, after }],
	LRE: [{ state, after }],
});

const soon: Duration = { minutes: 5 };
const day: Duration = { days: 1 };

const willing: MessageScenario = {
	LS: [{ state: 'RECEIVED', after: soon }],
	LRE: [{ state: 'ACCEPTED', after: soon }],
};

/** The recipient's name decides what happens to a message. */
const messageScenarios = new Scenarios<MessageScenario>(
	{
		accept: willing,
		open: willing,
		// A simple letter can't be refused; it is opened instead.
		refuse: { LS: willing.LS, LRE: [{ state: 'REFUSED', after: soon }] },
		slow: {
			LS: [{ state: 'RECEIVED', after: day }],
			LRE: [{ state: 'ACCEPTED', after: day }],
		},
		bounce: both('UNDELIVERED', { minutes: 1 }),
		expire: both('EXPIRED', 'deadline'),
		// The recipient does nothing: only a registered letter waits for an answer, and can therefore expire.
		silent: { LS: [], LRE: [{ state: 'EXPIRED', after: 'deadline' }] },
	},
	willing,
);

/** The customer's name decides its answer; all others stay PENDING until a test changes that. */
const customerScenarios = new Scenarios<Array<Step<CustomerState>>>(
	{
		accept: [{ state: 'ACCEPTED', after: soon }],
		refuse: [{ state: 'REFUSED', after: soon }],
		revoke: [
			{ state: 'ACCEPTED', after: soon },
			{ state: 'REVOKED', after: day },
		],
	},
	[],
);

/** What happens to a message, and how long after it was sent. */
export const messageSteps = (
	email: string,
	type: MessageType,
	acceptanceDays: number,
): Array<Step<Outcome>> => stepsIn(messageScenarios.of(email)[type], acceptanceDays);

const stepsIn = (steps: MessageStep[], acceptanceDays: number) =>
	steps.map(({ state, after }) => ({
		state,
		after: after === 'deadline' ? { days: acceptanceDays } : after,
	}));

/** The states that a customer goes through by itself after PENDING. */
export const customerSteps = (email: string) => customerScenarios.of(email);

/** The names that have an effect. */
export const magicNames = { messages: messageScenarios.names, customers: customerScenarios.names };

const outcomes: Record<Outcome, string> = {
	RECEIVED: 'opened',
	ACCEPTED: 'accepted',
	REFUSED: 'refused',
	EXPIRED: 'expired',
	UNDELIVERED: 'undelivered',
};

const answers: Record<CustomerState, string> = {
	PENDING: 'waits',
	ACCEPTED: 'accepts',
	REFUSED: 'refuses',
	REVOKED: 'revokes',
	CANCELLED: 'is cancelled',
};

export const nameTables: NameTable[] = [
	{
		head: ['recipient', 'simple letter (LS)', 'registered letter (LRE)'],
		rows: messageScenarios.rows(({ LS, LRE }) =>
			[LS, LRE].map((steps) =>
				describeSteps(stepsIn(steps, switches.acceptanceDays.initial), outcomes),
			),
		),
	},
	{
		head: ['customer', 'what they do'],
		rows: customerScenarios.rows((steps) => [
			describeSteps(steps, answers, 'wait until you answer for them'),
		]),
	},
];
