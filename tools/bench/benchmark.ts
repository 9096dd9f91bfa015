/** What one contestant came to in one case: figures by their name, with the unit in it. */
export interface Row {
	/** What was to be done, e.g. "1,000 sends, 5 ms". */
	task: string;
	contestant: string;
	figures: Record<string, number>;
}

/** What the package wants to reach, and what it has reached. */
export interface Goal {
	what: string;
	reached: number;
	limit: number;
	is: 'at most' | 'at least';
}

/** What a benchmark has measured. */
export interface Result {
	rows: Row[];
	goals: Goal[];
	/** What a reader has to know to understand the figures, a sentence each. */
	notes?: string[];
}

/** A question about speed, answered by measuring the package beside what a user would take instead. */
export interface Benchmark {
	/** What it is called on the command line. */
	name: string;
	title: string;
	/** @param say tells what is being measured, as it may take minutes */
	run(say: (text: string) => void): Promise<Result>;
}

export const isReached = ({ reached, limit, is }: Goal) =>
	is === 'at most' ? reached <= limit : reached >= limit;

export function median(values: number[]): number {
	const sorted = [...values].sort((a, b) => a - b);
	const middle = Math.floor(sorted.length / 2);
	return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/**
 * Lets contestants do the same task in turns, so that what slows the machine for a while slows all of them.
 * @returns for each contestant what each of its turns came to
 */
export async function inTurns<Outcome>(
	rounds: number,
	contestants: Record<string, () => Promise<Outcome>>,
): Promise<Record<string, Outcome[]>> {
	const outcomes: Record<string, Outcome[]> = {};
	for (let round = 0; round < rounds; round++) {
		for (const [name, contest] of Object.entries(contestants)) {
			(outcomes[name] ??= []).push(await contest());
		}
	}
	return outcomes;
}
