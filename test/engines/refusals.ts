/** What the package refuses where n8n can't do what a send needs. */
export interface Refusal {
	/** What the page says is refused, e.g. `registered letters, for n8n shows no client certificate`. */
	what: string;
	/** The words of the error by which it is known. */
	words: RegExp;
}

/**
 * All refusals. A test that fails in an engine in which the package said one of these words meanwhile
 * counts as refused there, and not as failed.
 */
export const REFUSALS: Refusal[] = [];

/** What was refused, by everything that a run of a workflow told. */
export const refusedIn = (told: string, refusals: Refusal[] = REFUSALS): string[] =>
	refusals.filter(({ words }) => words.test(told)).map(({ what }) => what);
