import { Fates, type Step } from '../fates';

export type Status = 'RELEASED' | 'LANDED' | 'LOST';

/** What becomes of a pigeon, step by step. */
type Fate = Array<Step<Status>>;

const lands: Fate = [{ state: 'LANDED', after: { minutes: 1 } }];

/** The name of a loft decides: `storm-42` is `storm`, so that tests can tell letters apart. */
export const fates = new Fates<Fate>(
	{
		storm: [{ state: 'LOST', after: { minutes: 1 } }],
		slow: [{ state: 'LANDED', after: { days: 1 } }],
		desert: [],
	},
	lands,
	(loft) => loft.split('-', 1)[0].toLowerCase(),
	(name) => `\`${name}\``,
);

/** The loft that does not exist. */
export const NOWHERE = 'nowhere';
