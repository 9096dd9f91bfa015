import { FAULTS } from './faults';
import type { Played } from './matrix';
import { MODES } from './modes';
import { KINDS, operations, type Operation } from './operations';
import { PROVIDERS, type Provider } from './providers';
import type { Fate } from './verdict';

/** The report's word for what became of the items, and what it means. */
export const WORDS: Record<Fate, [word: string, meaning: string]> = {
	ok: [
		'done',
		'Nothing failed: the fault was waited out, or the provider was asked and had it. All items came out.',
	],
	failed: ['failed', 'A read failed, after the repeats that are safe.'],
	'not sent': ['not sent', 'The error says that nothing was sent.'],
	refused: ['refused', 'The error says that the provider refused it.'],
	'may have been sent': [
		'unknown',
		'The error, or after a stop the log, says that it may have been sent, and what to look for. It was not sent again.',
	],
	stopped: ['stopped', 'What was not under way was not sent. What was accepted is in the log.'],
};

/** What a cell says where a retried execution did again what was done before. */
const AGAIN = 'again';

/** Sums over cells. */
export interface Totals {
	cells: number;
	accepted: number;
	duplicates: number;
	again: number;
	lost: number;
	leaks: number;
	breaches: number;
}

export function totalsOf(played: Played[]): Totals {
	const sum = (value: (one: Played) => number) =>
		played.reduce((total, one) => total + value(one), 0);
	return {
		cells: played.length,
		accepted: sum(({ result }) => result.accepted),
		duplicates: sum(({ result }) => result.duplicates),
		again: sum(({ result }) => result.again),
		lost: sum(({ result }) => result.lost),
		leaks: sum(({ result }) => result.leaks),
		breaches: sum(({ result }) => result.breaches.length),
	};
}

/** The words of a cell. */
const wordsOf = ({ result: { fates, again } }: Played) =>
	[...fates.map((fate) => WORDS[fate][0]), ...(again > 0 ? [AGAIN] : [])].join(', ');

type Words = Map<string, string>;
const place = (fault: string, mode: string) => `${fault} | ${mode}`;

/** Operations that fare alike, so that they share a table. */
interface Group {
	operations: Array<{ operation: Operation; words: Words }>;
}

/** Operations of a kind, together where they fare alike with one item. */
function groupsOf(provider: Provider, kind: string, played: Played[]): Group[] {
	const groups = new Map<string, Group>();
	for (const operation of operations()) {
		if (operation.provider !== provider || operation.row.kind !== kind) continue;
		const words: Words = new Map(
			played
				.filter(({ cell }) => cell.operation.key === operation.key)
				.filter(({ cell }) => cell.operation.provider.title === provider.title)
				.map((one) => [place(one.cell.fault.name, one.cell.mode.name), wordsOf(one)]),
		);
		if (words.size === 0) continue;
		const likeness = FAULTS.map(({ name }) => words.get(place(name, MODES[0].name))).join();
		const group = groups.get(likeness) ?? { operations: [] };
		groups.set(likeness, group);
		group.operations.push({ operation, words });
	}
	return [...groups.values()];
}

/** The word that most operations of a group have in a cell. */
function usualOf({ operations: all }: Group, at: string): string {
	const counts = new Map<string, number>();
	for (const { words } of all) {
		const word = words.get(at) ?? '';
		counts.set(word, (counts.get(word) ?? 0) + 1);
	}
	return [...counts].sort(([, one], [, other]) => other - one)[0][0];
}

/** A table of faults by modes; faults with the same row share it. Where an operation differs, a note says so. */
function tableOf(group: Group): string {
	const notes: string[] = [];
	const noteFor = (text: string) => {
		if (!notes.includes(text)) notes.push(text);
		return ` [${notes.indexOf(text) + 1}]`;
	};
	const rows = new Map<string, string[]>();
	for (const { name } of FAULTS) {
		const cells = MODES.map((mode) => {
			const at = place(name, mode.name);
			const usual = usualOf(group, at);
			const others = group.operations
				.filter(({ words }) => (words.get(at) ?? '') !== usual)
				.map(({ operation, words }) => `${operation.title}: ${words.get(at) ?? ''}.`);
			return usual + (others.length > 0 ? noteFor(others.join(' ')) : '');
		});
		// Not played, as the matrix was narrowed.
		if (cells.every((cell) => cell === '')) continue;
		const row = cells.join(' | ');
		rows.set(row, [...(rows.get(row) ?? []), name]);
	}
	return [
		`| fault | ${MODES.map(({ name }) => name).join(' | ')} |`,
		`| --- | ${MODES.map(() => '---').join(' | ')} |`,
		...[...rows].map(([row, faults]) => `| ${faults.join('; ')} | ${row} |`),
		'',
		...notes.map((note, index) => `[${index + 1}] ${note}\n`),
	].join('\n');
}

/** The tables of a provider. */
export const tablesOf = (provider: Provider, played: Played[]): string =>
	Object.entries(KINDS)
		.flatMap(([kind, title]) =>
			groupsOf(provider, kind, played).map((group) => {
				const names = group.operations.map(({ operation }) => operation.title).join(', ');
				return `**${title}** (${names})\n\n${tableOf(group)}`;
			}),
		)
		.join('\n');

/** The page docs/faults.md, in Markdown that is not yet formatted. */
export function pageOf(played: Played[]): string {
	const { cells, duplicates, lost, leaks } = totalsOf(played);
	return `# The fault matrix

Each operation of each node meets each fault, in each of the ways in which a workflow can run into it, in n8n's own engine, over real HTTP, against [the sandbox](sandbox.md). What the provider took on is counted in the sandbox's journal, not in the node. \`npm run test:faults\` runs it all and writes this page.

| what | count |
| --- | --- |
| cells | ${cells} |
| duplicates within an execution | ${duplicates} |
| accepted without the workflow or an error telling | ${lost} |
| secrets found in errors, outputs, log and execution data | ${leaks} |

Besides, each error has a message and a description without markup, and says the outcome of a send; each output is linked to its item. A retried execution may do again what was accepted before, where the provider can't know it: see [safety.md](safety.md#what-can-not-be-promised).

## How to read it

| word | what it means |
| --- | --- |
${Object.values(WORDS)
	.map(([word, meaning]) => `| ${word} | ${meaning} |`)
	.join('\n')}
| ${AGAIN} | The retried execution sent again what the first one had got accepted. |

| column | what it is |
| --- | --- |
${MODES.map(({ name, legend }) => `| ${name} | ${legend} |`).join('\n')}

"Connection refused", "name not found" and "TLS failure" last from the first request to the end of the execution. Of "answer of 50 MB" one request is met. A number in brackets leads to the note below the table.

${PROVIDERS.map((provider) => `## ${provider.title}\n\n${tablesOf(provider, played)}`).join('\n')}
`;
}
