/** The result of one contestant in one case: figures keyed by name, which includes the unit. */
export interface Row {
	/** The task, e.g. "1,000 sends, 5 ms". */
	task: string;
	contestant: string;
	figures: Record<string, number>;
}

/** A performance goal of the package, and the value reached. */
export interface Goal {
	what: string;
	reached: number;
	limit: number;
	is: 'at most' | 'at least';
}

/** The results of a benchmark. */
export interface Result {
	rows: Row[];
	goals: Goal[];
	/** What a reader has to know to understand the figures, one sentence each. */
	notes?: string[];
}

/** A question about performance, answered by comparing the package with what a user would use instead. */
export interface Benchmark {
	/** Its name on the command line. */
	name: string;
	title: string;
	/** @param say reports what is being measured, as it may take minutes */
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
 * Has contestants do the same task in turns, so that a temporary slowdown of the machine affects all of them.
 * @returns the outcomes of each contestant's turns
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
