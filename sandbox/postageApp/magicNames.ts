import type { Duration } from '../clock';
import { Scenarios, describeSteps, durationInWords, type NameTable, type Step } from '../scenarios';
import { switches } from './switches';

/** The statuses of a transmission. */
export type TransmissionStatus = 'queued' | 'retry' | 'completed' | 'failed';

/** Something that happens to a transmission. */
interface Turn extends Step<Exclude<TransmissionStatus, 'queued'>> {
	code: string;
	message: string;
}

export interface Scenario {
	steps: Turn[];
	opened?: Duration;
	clicked?: Duration;
	/** What the suppression list says about the address after the last step. */
	suppression?: { status: 'rejected' | 'warning'; suppression_state: string };
	/** Facts that the other fields do not contain, for the documentation page. */
	note?: string;
}

const soon: Duration = { minutes: 1 };
const delivered = (after: Duration): Turn => ({
	after,
	state: 'completed',
	code: 'SMTP_250',
	message: '2.0.0 OK',
});
const delayed: Turn = {
	after: soon,
	state: 'retry',
	code: 'SMTP_450',
	message: '4.2.0 Try again later',
};

const willing: Scenario = { steps: [delivered(soon)] };

/** The recipient's name decides what happens to the transmission. */
const scenarios = new Scenarios<Scenario>(
	{
		open: { ...willing, opened: { minutes: 10 } },
		click: { ...willing, opened: { minutes: 10 }, clicked: { minutes: 12 } },
		bounce: {
			steps: [{ after: soon, state: 'failed', code: 'SMTP_550', message: 'No Such User Here' }],
			suppression: { status: 'rejected', suppression_state: 'hard_bounce' },
			note: 'the address is suppressed',
		},
		slow: { steps: [delayed, delivered({ hours: 4 })] },
		// PostageApp tries for up to 24 hours.
		expire: {
			steps: [
				delayed,
				{ after: { days: 1 }, state: 'failed', code: 'SMTP_450', message: '4.2.0 Gave up' },
			],
			suppression: { status: 'warning', suppression_state: 'soft_bounce' },
			note: 'the address has a warning',
		},
	},
	willing,
);

export const scenarioOf = (email: string) => scenarios.of(email);

/** The names that have an effect. */
export const magicNames = scenarios.names;

const words = { retry: 'delayed', completed: 'delivered', failed: 'failed' };

export const nameTables: NameTable[] = [
	{
		below: `The project has the templates ${switches.templates.initial.map((name) => `\`${name}\``).join(' and ')}. Scheduled mail is sent when the sandbox's clock reaches its time.`,
		head: ['recipient', 'what becomes of the mail'],
		rows: scenarios.rows(({ steps, opened, clicked, note }) => [
			[
				describeSteps(steps, words),
				opened && `opened after ${durationInWords(opened)}`,
				clicked && `clicked after ${durationInWords(clicked)}`,
				note,
			]
				.filter(Boolean)
				.join(', '),
		]),
	},
];
