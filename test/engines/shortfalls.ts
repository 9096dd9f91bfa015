import { GUARDS } from '../../nodes/shared/engine/guards';

/**
 * An older n8n does not meet what a test expects, but without harm: the nodes refuse, or n8n says less. Such a
 * test does not count as failed there.
 */
interface Shortfall {
	/** Its description on the page. */
	what: string;
	/** The first n8n version without it. */
	since: string;
}

/** What the nodes refuse because n8n can't do what a send needs. */
export interface Refusal extends Shortfall {
	/** The words of the error that identify it. */
	words: RegExp;
}

/** What n8n itself does less well. */
export interface Difference extends Shortfall {
	/** The full names of the tests that expect more. */
	tests: string[];
}

/** A test that fails in an older engine counts as refused if one of these errors occurred during it. */
export const REFUSALS: Refusal[] = [
	...Object.values(GUARDS).map(({ need, since }) => ({
		what: `what needs n8n to ${need}`,
		words: new RegExp(`this n8n does not ${need}`, 'i'),
		since,
	})),
	{
		what: 'sends of a retried execution, which counts as cut off',
		words: /the execution that is retried was cut off/,
		since: '2.15.0',
	},
];

/** A test that fails in an older engine and is listed here counts as answered differently by n8n. */
export const DIFFERENCES: Difference[] = [
	{
		what: 'the test of a credential says less of what is wrong',
		tests: ['The LegallyMail credential says what is wrong with a wrong token'],
		since: '2.34.0',
	},
	{
		what: 'a credential can not be kept to some hosts',
		tests: [
			'a send in n8n that loses the cause of its errors was not made to a host that the credential is not allowed for',
		],
		since: '2.15.0',
	},
	{
		what: 'one item that n8n can not work out fails all items of a node that continues',
		tests: [
			'Items that never get ready keep back none of the others, when the node continues after item 1',
			'Items that never get ready keep back none of the others, when the node continues after item 2',
			'n8n that gives up all items over one that it can not work out is not waited for in vain if it goes on all the same',
		],
		since: GUARDS.otherItems.since,
	},
];

const isOlder = (n8n: string, { since }: Shortfall) =>
	n8n.localeCompare(since, 'en', { numeric: true }) < 0;

/** What was refused, according to everything that the runs of a test reported. */
export const refusedIn = (told: string, refusals: Refusal[] = REFUSALS): string[] =>
	refusals.filter(({ words }) => words.test(told)).map(({ what }) => what);

/** The shortfalls that an n8n version may have. */
export interface Allowed {
	/** What nodes may refuse in it. */
	refused: string[];
	/** What it may answer differently, by the full names of the tests. */
	differs: Map<string, string>;
}

/** The shortfalls that this n8n version may have. */
export const allowedIn = (
	n8n: string,
	{ refusals, differences } = { refusals: REFUSALS, differences: DIFFERENCES },
): Allowed => ({
	refused: refusals.filter((refusal) => isOlder(n8n, refusal)).map(({ what }) => what),
	differs: new Map(
		differences
			.filter((difference) => isOlder(n8n, difference))
			.flatMap(({ what, tests }) => tests.map((test): [string, string] => [test, what])),
	),
});
