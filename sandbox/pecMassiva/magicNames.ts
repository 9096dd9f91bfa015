import type { Duration } from '../clock';
import { Scenarios, describeSteps, type NameTable, type Step } from '../scenarios';
import { switches } from './switches';

/** The notices and receipts that a message causes. */
type Outcome = 'rejected' | 'infected' | 'delivered' | 'undelivered' | 'virus' | 'delayed';

interface Wording {
	/** The beginning of the subject. */
	prefix: string;
	/** What the text says about the message, in Italian like all receipts. */
	says: string;
	/** The same for the sandbox's page. */
	means: string;
}

export const wordings: Record<Outcome, Wording> = {
	rejected: {
		prefix: 'AVVISO DI NON ACCETTAZIONE',
		says: 'non è stato accettato a causa di errori formali',
		means: 'not accepted because of formal errors: no recipient gets it',
	},
	infected: {
		prefix: 'AVVISO DI NON ACCETTAZIONE PER VIRUS',
		says: 'non è stato accettato perché contiene un virus',
		means: 'not accepted because of a virus: no recipient gets it',
	},
	delivered: {
		prefix: 'CONSEGNA',
		says: 'è stato consegnato nella casella di destinazione',
		means: 'delivered',
	},
	undelivered: {
		prefix: 'AVVISO DI MANCATA CONSEGNA',
		says: 'non è stato consegnato: casella inesistente o non attiva',
		means: 'not delivered, as there is no such mailbox,',
	},
	virus: {
		prefix: 'AVVISO DI MANCATA CONSEGNA PER VIRUS',
		says: 'non è stato consegnato perché contiene un virus',
		means: 'not delivered because of a virus',
	},
	delayed: {
		prefix: 'AVVISO DI MANCATA CONSEGNA PER SUP. TEMPO MASSIMO',
		says: 'non è stato consegnato nel tempo massimo previsto',
		means: 'a notice of delay',
	},
};

/** What happens to a message for one recipient. */
export interface Scenario {
	/** The sender's provider does not accept the message: this replaces the acceptance, for all recipients. */
	rejection?: Outcome;
	/** The address does not belong to a certified mailbox, so only the acceptance arrives. */
	isOrdinary?: boolean;
	/** The receipts after the acceptance. */
	steps: Array<Step<Outcome>>;
	/** Facts that the other fields do not contain, for the documentation page. */
	note?: string;
}

const soon: Duration = { minutes: 1 };

const willing: Scenario = { steps: [{ state: 'delivered', after: { seconds: 5 } }] };

// Decree of 2 November 2005: a notice after 12 hours, the final one after 24.
const notice: Step<Outcome> = { state: 'delayed', after: { hours: 12 } };

/** The recipient's name decides what happens to the message. */
const scenarios = new Scenarios<Scenario>(
	{
		accept: willing,
		refuse: { rejection: 'rejected', steps: [] },
		infected: { rejection: 'infected', steps: [] },
		bounce: { steps: [{ state: 'undelivered', after: soon }] },
		virus: { steps: [{ state: 'virus', after: soon }] },
		slow: { steps: [notice, { state: 'delivered', after: { hours: 20 } }] },
		expire: {
			steps: [notice, { state: 'delayed', after: { hours: 24 } }],
			note: 'by which it is not delivered',
		},
		ordinary: { isOrdinary: true, steps: [] },
	},
	willing,
);

export const scenarioOf = (email: string) => scenarios.of(email);

/** The names that have an effect. */
export const magicNames = scenarios.names;

const words = Object.fromEntries(
	Object.entries(wordings).map(([outcome, { means }]) => [outcome, means]),
) as Record<Outcome, string>;

export const nameTables: NameTable[] = [
	{
		above: `The acceptance comes ${switches.acceptanceSeconds.initial} seconds after the send. All other times count from the acceptance.`,
		head: ['recipient', 'what becomes of the message'],
		rows: scenarios.rows(({ rejection, steps, note }) => [
			[
				rejection
					? words[rejection]
					: describeSteps(steps, words, 'an ordinary mailbox: no receipt but the acceptance'),
				note,
			]
				.filter(Boolean)
				.join(', '),
		]),
	},
];
