import { Scenarios, describeSteps, type NameTable, type Step } from '../scenarios';

export type Status = 'RELEASED' | 'LANDED' | 'LOST';

const WORDS: Record<Status, string> = { RELEASED: 'flies', LANDED: 'lands', LOST: 'gets lost' };

/** What becomes of a pigeon, step by step. */
type Scenario = Array<Step<Status>>;

const lands: Scenario = [{ state: 'LANDED', after: { minutes: 1 } }];

/** The name of a loft decides: `storm-42` is `storm`, so that tests can tell letters apart. */
export const scenarios = new Scenarios<Scenario>(
	{
		storm: [{ state: 'LOST', after: { minutes: 1 } }],
		slow: [{ state: 'LANDED', after: { days: 1 } }],
		desert: [],
	},
	lands,
	(loft) => loft.split('-', 1)[0].toLowerCase(),
	(name) => `\`${name}\``,
);

/** The table of the sandbox's page. */
export const nameTables: NameTable[] = [
	{
		head: ['loft', 'what becomes of the pigeon'],
		rows: scenarios.rows((steps) => [describeSteps(steps, WORDS, 'flies on')]),
	},
];

/** The loft that does not exist. */
export const NOWHERE = 'nowhere';
