import type { RateLimit } from '../../nodes/shared/policy';

/** A translation that the node makes of what a provider says, as the page's table of statuses has it. */
export interface StatusFact {
	title: string;
	/** Whether a row is about it. */
	in: (cells: string[]) => boolean;
	/** The cells of the row, from one on. */
	from: number;
	cells: string[];
	/** What the cell behind them has in it. */
	more?: string;
}

/** What the nodes and the sandbox of a provider have, and its pages tell. */
export interface Facts {
	rateLimit: RateLimit;
	/** How long 100 sends take by the rate that the provider documents, if that is slow, in the words of the editor. */
	hundredSends?: string;
	/** The most recipients that share a request, where items are combined. */
	mostCombined?: number;
	/** The names that decide something there, as the page on the sandbox writes them. */
	names: string[];
	statuses: StatusFact[];
	/** What stands in the cell of a row of its limits. */
	limits: Record<string, string>;
	/** What stands in a section of its page. */
	told: Record<string, string[]>;
}

/** The cells that a delivery gives in a table of statuses. */
export const cellsOf = ({ state, final }: { state: string; final: boolean }): string[] => [
	`\`${state}\``,
	final ? 'yes' : 'no',
];

/** A row whose first cell has a status in it, maybe among others. */
export const firstWith =
	(status: string) =>
	([cell]: string[]) =>
		cell.includes(`\`${status}\``);

/** Local parts of email addresses that decide something, as the page writes them. */
export const addressed = (names: string[]): string[] => names.map((name) => `${name}@`);
