import type { RateLimit } from '../../nodes/shared/policy';

/** How the node maps a provider's status, as in the page's table of statuses. */
export interface StatusFact {
	title: string;
	/** Whether it applies to a row. */
	in: (cells: string[]) => boolean;
	/** The index of the first compared cell. */
	from: number;
	cells: string[];
	/** Text in the cell after these. */
	more?: string;
}

/** Facts about a provider's nodes and sandbox that its pages state. */
export interface Facts {
	rateLimit: RateLimit;
	/** How long 100 sends take at the documented rate, in the editor's words, if that is slow. */
	hundredSends?: string;
	/** The most recipients per request, if items are combined. */
	mostCombined?: number;
	/** The names that trigger a behavior of the sandbox, as written on its page. */
	names: string[];
	statuses: StatusFact[];
	/** Text in the value cell of a limit's row. */
	limits: Record<string, string>;
	/** Texts in a section of its page. */
	told: Record<string, string[]>;
}

/** A delivery's cells in a table of statuses. */
export const cellsOf = ({ state, final }: { state: string; final: boolean }): string[] => [
	`\`${state}\``,
	final ? 'yes' : 'no',
];

/** Matches rows whose first cell contains a status, possibly among others. */
export const firstWith =
	(status: string) =>
	([cell]: string[]) =>
		cell.includes(`\`${status}\``);

/** Local parts of email addresses that trigger a behavior, as written on the page. */
export const addressed = (names: string[]): string[] => names.map((name) => `${name}@`);
