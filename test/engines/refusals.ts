/** What the nodes refuse where n8n can't do what a send needs. */
export interface Refusal {
	/** What the page says is refused, e.g. `what needs n8n to show client certificates`. */
	what: string;
	/** The words of the error by which it is known. */
	words: RegExp;
	/** The first n8n in which it is not refused any more. */
	since: string;
}

/**
 * All refusals. A test that fails in an older engine, and in which one of these words was said, counts as
 * refused there, and not as failed.
 */
export const REFUSALS: Refusal[] = [];

/** What was refused, by everything that the runs of a test told. */
export const refusedIn = (told: string, refusals: Refusal[] = REFUSALS): string[] =>
	refusals.filter(({ words }) => words.test(told)).map(({ what }) => what);

/** What an n8n of this version is allowed to have refused. */
export const expectedIn = (n8n: string, refusals: Refusal[] = REFUSALS): string[] =>
	refusals
		.filter(({ since }) => n8n.localeCompare(since, 'en', { numeric: true }) < 0)
		.map(({ what }) => what);
