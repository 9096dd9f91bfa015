import { milliseconds, type Duration } from './clock';

/** A state that is reached a given time after sending. */
export interface Step<State extends string = string> {
	state: State;
	after: Duration;
}

/** `Refuse+42@example.org` gives `refuse`: a suffix after + makes addresses distinct without any other effect. */
export const localPart = (email: string) => email.split('@', 1)[0].split('+', 1)[0].toLowerCase();

/** A table on the sandbox's page. */
export interface NameTable {
	/** The text above it. */
	above?: string;
	/** The text below it. */
	below?: string;
	head: string[];
	rows: string[][];
}

/** What happens to a message, by its recipient: a few names have their own scenario, all others share one. */
export class Scenarios<Scenario> {
	/** The names that have their own scenario. */
	readonly names: string[];

	/**
	 * @param named scenarios by name
	 * @param others the scenario of all other names; may be one of `named`
	 * @param nameIn extracts the name from what a caller gives, by default an address
	 * @param shown formats a name for the page
	 */
	constructor(
		private readonly named: Record<string, Scenario>,
		private readonly others: Scenario,
		private readonly nameIn: (target: string) => string = localPart,
		private readonly shown: (name: string) => string = (name) => `\`${name}@\``,
	) {
		this.names = Object.keys(named);
	}

	of(target: string): Scenario {
		const name = this.nameIn(target);
		return Object.hasOwn(this.named, name) ? this.named[name] : this.others;
	}

	/** The rows of the page: one for each scenario, with all names that share it. */
	rows(cells: (scenario: Scenario) => string[]): string[][] {
		const scenarios = [...new Set([...Object.values(this.named), this.others])];
		return scenarios.map((scenario) => {
			const names = this.names.filter((name) => this.named[name] === scenario).map(this.shown);
			const who = [...names, ...(scenario === this.others ? ['all others'] : [])];
			const last = who.pop() ?? '';
			return [who.length > 0 ? `${who.join(', ')} and ${last}` : last, ...cells(scenario)];
		});
	}
}

/** Formats a list of names for the hints of the landing page. */
export const asAddresses = (names: string[]) => names.map((name) => `${name}@`).join(', ');

/**
 * The steps that have been reached by now, in order, each with its time. They are computed, not recorded, because the
 * clock may leap.
 */
export const reachedSteps = <Each extends Pick<Step, 'after'>>(
	steps: readonly Each[],
	since: Date,
	now: Date,
): Array<Each & { at: Date }> =>
	steps
		.map((step) => ({ ...step, at: new Date(since.getTime() + milliseconds(step.after)) }))
		.filter(({ at }) => at <= now);

/** `1 day`, `2 hours`; `at once` for no time. */
export function durationInWords(duration: Duration): string {
	const parts = Object.entries(duration).map(
		([unit, count]: [string, number]) => `${count} ${count === 1 ? unit.slice(0, -1) : unit}`,
	);
	return parts.join(' ') || 'at once';
}

/**
 * Describes steps in one sentence, such as "delivered after 5 seconds, read after 5 minutes".
 * @param words the text for each state
 * @param none the text if there are no steps
 */
export function describeSteps<State extends string>(
	steps: ReadonlyArray<Step<State>>,
	words: Record<State, string>,
	none = 'stays sent',
): string {
	if (steps.length === 0) return none;
	return steps
		.map(({ state, after }) => {
			const time = durationInWords(after);
			return `${words[state]} ${time === 'at once' ? time : `after ${time}`}`;
		})
		.join(', ');
}
