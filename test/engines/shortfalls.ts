import { GUARDS } from '../../nodes/shared/engine/guards';

/**
 * Where an older n8n falls short of what a test wants, and nobody is harmed: the nodes refuse, or n8n says
 * less. Such a test does not count as failed there.
 */
interface Shortfall {
	/** As the page says it. */
	what: string;
	/** The first n8n in which it is whole. */
	since: string;
}

/** What the nodes refuse where n8n can't do what a send needs. */
export interface Refusal extends Shortfall {
	/** The words of the error by which it is known. */
	words: RegExp;
}

/** What n8n itself does in a poorer way. */
export interface Difference extends Shortfall {
	/** The full names of the tests that want more. */
	tests: string[];
}

/** A test that fails in an older engine, and during which one of these words was said, counts as refused. */
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

/** A test that fails in an older engine, and stands here, counts as one that n8n answers otherwise. */
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

/** What was refused, by everything that the runs of a test told. */
export const refusedIn = (told: string, refusals: Refusal[] = REFUSALS): string[] =>
	refusals.filter(({ words }) => words.test(told)).map(({ what }) => what);

/** What an n8n of this version may fall short of. */
export interface Allowed {
	/** What may be refused in it. */
	refused: string[];
	/** What it may answer otherwise, by the full names of the tests. */
	differs: Map<string, string>;
}

/** What is allowed to an n8n of this version. */
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
