import { milliseconds, type Duration } from './clock';

/** Something that comes about so long after the sending. */
export interface Step<State extends string = string> {
	state: State;
	after: Duration;
}

/** `Refuse+42@example.org` is `refuse`: what follows a + tells addresses apart and changes nothing. */
export const localPart = (email: string) => email.split('@', 1)[0].split('+', 1)[0].toLowerCase();

/** A table of the sandbox's page. */
export interface NameTable {
	/** What stands above it. */
	above?: string;
	/** What stands below it. */
	below?: string;
	head: string[];
	rows: string[][];
}

/** What becomes of what is sent, by whom it goes to: a few names decide, all others share one scenario. */
export class Scenarios<Scenario> {
	/** The names that decide. */
	readonly names: string[];

	/**
	 * @param named by name
	 * @param others of all others; may be one of the named
	 * @param nameIn how the name is found in what a caller gives: an address by default
	 * @param shown how the page writes a name
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

	/** The rows of the page: one for each scenario, with all who share it. */
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

/** A list of names as the hints of the landing page have it. */
export const asAddresses = (names: string[]) => names.map((name) => `${name}@`).join(', ');

/**
 * The steps that have come by now, in their order, each with its time. They are computed, not recorded: the clock
 * may leap.
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
 * Says steps in one sentence, such as "delivered after 5 seconds, read after 5 minutes".
 * @param words what to say for each state
 * @param none what to say where nothing ever comes
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
