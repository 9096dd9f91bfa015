import { PROVIDERS } from '../../tools/providers';
import type { CellResult } from './cell';
import type { PlayedCell } from './matrix';
import { cellsIn, type Part, type PartRow } from './part';
import type { SeenOutcome } from './userView';

/** The report's word for the outcome of the items, and its meaning. */
export const WORDS: Record<SeenOutcome, [word: string, meaning: string]> = {
	ok: [
		'done',
		'Nothing failed: the node waited until the fault was over, or looked the message up at the provider and found it. All items were output.',
	],
	failed: ['failed', 'A read failed, after all safe retries.'],
	notSent: ['not sent', 'The error says that nothing was sent.'],
	refused: ['refused', 'The error says that the provider refused the request.'],
	maybeSent: [
		'unknown',
		'The error (or, after a stop, the log) says that the message may have been sent, and what to look for. It was not sent again.',
	],
	'poll failed': [
		'poll failed',
		'A poll failed, and n8n shows the failure. The next poll reported the events.',
	],
	'put off': [
		'later',
		'A poll reported nothing and did not fail, or a push was answered with 503. The next poll or push delivered the events.',
	],
	rejected: ['rejected', 'A push was answered with 401 and started no workflow.'],
	stopped: [
		'stopped',
		'Sends that had not started were not sent. What was accepted is in the log.',
	],
};

/** The word of a cell in which a retried execution repeated what had been done before. */
const AGAIN = 'again';

type Count = keyof Totals;

/** Sums over cells. */
export interface Totals {
	cells: number;
	/** Cells in which the provider did something. How much it does before a failure stops it varies by chance. */
	active: number;
	accepted: number;
	duplicates: number;
	again: number;
	lost: number;
	falseClaims: number;
	leaks: number;
	breaches: number;
}

export function totalsOf(played: PlayedCell[]): Totals {
	const sum = (value: (result: CellResult) => number) =>
		played.reduce((total, { result }) => total + value(result), 0);
	return {
		cells: played.length,
		active: sum(({ accepted }) => Number(accepted > 0)),
		accepted: sum(({ accepted }) => accepted),
		duplicates: sum(({ duplicates }) => duplicates),
		again: sum(({ again }) => again),
		lost: sum(({ lost }) => lost),
		falseClaims: sum(({ falseClaims }) => falseClaims),
		leaks: sum(({ leaks }) => leaks),
		breaches: sum(({ breaches }) => breaches.length),
	};
}

/** The words of a cell. */
const wordsOf = ({ result: { outcomes, again } }: PlayedCell) =>
	[...outcomes.map((outcome) => WORDS[outcome][0]), ...(again > 0 ? [AGAIN] : [])].join(', ');

/** The results of a row, by cell. */
export type Words = Map<string, string>;
export const place = (fault: string, mode: string) => `${fault} | ${mode}`;

/** The words of each row that was played, by its title. */
export function wordsByRow(played: PlayedCell[]): Map<string, Words> {
	const rows = new Map<string, Words>();
	for (const one of played) {
		const words = rows.get(one.row.title) ?? new Map<string, string>();
		rows.set(one.row.title, words.set(place(one.fault.name, one.mode.name), wordsOf(one)));
	}
	return rows;
}

/** Rows of a part with the same results, which share a table. */
type Group = Array<{ row: PartRow; words: Words }>;

/** Rows of a kind, grouped by their results in the first mode. */
function groupsOf({ rows, faults, modes }: Part, kind: string, known: Map<string, Words>): Group[] {
	const groups = new Map<string, Group>();
	for (const row of rows.filter((each) => each.kind === kind)) {
		const words = known.get(row.title);
		if (!words) continue;
		const results = faults.map(({ name }) => words.get(place(name, modes[0].name))).join();
		groups.set(results, [...(groups.get(results) ?? []), { row, words }]);
	}
	return [...groups.values()];
}

/** The words that most rows of a group have in a cell. */
function usualOf(group: Group, at: string): string {
	const counts = new Map<string, number>();
	for (const { words } of group) {
		const word = words.get(at) ?? '';
		counts.set(word, (counts.get(word) ?? 0) + 1);
	}
	return [...counts].sort(([, one], [, other]) => other - one)[0][0];
}

/** A table of faults by modes; faults with the same words share a line. Where a row differs, a note says so. */
function tableOf(group: Group, { faults, modes }: Part): string {
	const notes: string[] = [];
	const noteFor = (text: string) => {
		if (!notes.includes(text)) notes.push(text);
		return ` [${notes.indexOf(text) + 1}]`;
	};
	const lines = new Map<string, string[]>();
	for (const { name } of faults) {
		const cells = modes.map((mode) => {
			const at = place(name, mode.name);
			const usual = usualOf(group, at);
			const others = group
				.filter(({ words }) => (words.get(at) ?? '') !== usual)
				.map(({ row, words }) => `${row.title}: ${words.get(at) ?? ''}.`);
			return usual + (others.length > 0 ? noteFor(others.join(' ')) : '');
		});
		// Not run, because the matrix was narrowed.
		if (cells.every((cell) => cell === '')) continue;
		const line = cells.join(' | ');
		lines.set(line, [...(lines.get(line) ?? []), name]);
	}
	return [
		`| fault | ${modes.map(({ name }) => name).join(' | ')} |`,
		`| --- | ${modes.map(() => '---').join(' | ')} |`,
		...[...lines].map(([line, names]) => `| ${names.join('; ')} | ${line} |`),
		'',
		...notes.map((note, index) => `[${index + 1}] ${note}\n`),
	].join('\n');
}

/** The tables of a part, in Markdown. @param known the words of its rows, by their titles */
export function tablesOf(part: Part, known: Map<string, Words>): string {
	const kinds = [...new Set(part.rows.map(({ kind }) => kind))];
	return kinds
		.flatMap((kind) =>
			groupsOf(part, kind, known).map((group) => {
				const names = group.map(({ row }) => row.title).join(', ');
				return `**${kind}** (${names})\n\n${tableOf(group, part)}`;
			}),
		)
		.join('\n');
}

/** The counts on the page, in the order of its columns. */
export const COLUMNS: Array<[Count, string]> = [
	['cells', 'cells'],
	['active', 'carried out in'],
	['duplicates', 'twice'],
	['lost', 'lost without a word'],
	['falseClaims', 'false words'],
	['leaks', 'secrets found'],
];

/** A part on the page: its counts, and the text of its section. */
export interface Section {
	counts: number[];
	text: string;
}

export function sectionOf(part: Part, played: PlayedCell[]): Section {
	const totals = totalsOf(played);
	return {
		counts: COLUMNS.map(([count]) => totals[count]),
		text: tablesOf(part, wordsByRow(played)),
	};
}

/**
 * A section with rows that are new to it.
 * @param known the words of the rows that are in it
 * @returns undefined if not all other rows are in it, if a row was not run as a whole, or if one that is in it has
 * a different result: then the whole part has to be run
 */
export function withRows(
	part: Part,
	before: Section,
	known: Map<string, Words>,
	played: PlayedCell[],
): Section | undefined {
	const cells = part.faults.length * part.modes.length;
	const anew = wordsByRow(played);
	const all = new Map([...known, ...anew]);
	const isLasting = [...anew].every(([title, words]) => {
		const old = known.get(title);
		return words.size === cells && [...(old ?? [])].every(([at, word]) => words.get(at) === word);
	});
	const cellsBefore = before.counts[COLUMNS.findIndex(([count]) => count === 'cells')];
	const isComplete = part.rows.every(({ title }) => all.has(title));
	if (!isLasting || !isComplete || cellsBefore !== known.size * cells) return undefined;
	const added = totalsOf(played.filter(({ row }) => !known.has(row.title)));
	if (totalsOf(played).breaches > 0) return undefined;
	return {
		counts: COLUMNS.map(([count], index) => before.counts[index] + added[count]),
		text: tablesOf(part, all),
	};
}

/** Whether all cells of a part were run without a breach: only then does the page include it. */
export const isGreen = (part: Part, played: PlayedCell[]) =>
	played.length === cellsIn(part) && totalsOf(played).breaches === 0;

/** Providers that count the requests of all cells of a process together. */
const PER_ADDRESS = PROVIDERS.filter(({ sandboxSettings }) => sandboxSettings.isPerAddress).map(
	({ title }) => title,
);

/** What the rows mean in the parts that examine one subject. */
const NEW_ROWS = `In the parts about phases, a relay between n8n and the provider breaks the connections. In "last of 20, Continue" and "one item, each request", the fault persists; in all other columns, it affects one request. For faults that occur before there is a request, connections are counted instead.

| phase | progress of the request |
| --- | --- |
| connection refused, connection reset at once | No connection is established, or it is reset immediately. |
| CONNECT, tunnel | A proxy, configured in n8n's environment, refuses the tunnel, or breaks it before TLS has begun. |
| handshake | TLS has begun: the server resets or closes, answers without TLS, sends an alert, or presents a certificate of an unknown authority. |
| client certificate asked for | With TLS 1.3, the server reports that it requires a certificate only after the handshake is over and the request has been written. It reads nothing of the request. |
| half written | The server has read the headers and part of the body. |
| written, not accepted | An intermediate server has read the whole request, and the provider receives nothing. |
| accepted | The provider has carried out the request and answered, but nothing of the answer arrives: the connection is reset or closed, or what arrives is no longer TLS. |
| answer begun | The headers of the answer and half of its body have arrived. |

Where no part of a request can have left (refused, reset at once, CONNECT, tunnel, handshake), each failure has to say "not sent".

For a late letter, the connection was lost before the answer arrived, and the provider carries the request out the given number of seconds later; or the provider carried it out at once, and its lists, logs, inboxes and receipts show it the given number of seconds later. A look-alike is a letter from another sender of the same account, with the same subject (or document name) and the same recipient, but different content. A clock is set when the request meets the fault, between the send and the lookup. Where it is n8n's clock, ${PER_ADDRESS.join(' and ')}'s is set in the opposite direction instead: its limits are shared by everything that a process does, so the following cells would wait for an hour.

The parts about rate limits have the refusals of providers whose documents say for how long no request is taken, with the headers that they describe. A request that leaves before that time is over is a breach.

While operations wait for a final status, the status becomes final within five minutes, and they wait for ten minutes at most. A fault that ends in time must not be seen in the output; one that lasts must end in a failure and not in a status that nobody knows. A stopped execution must end within a second.

### Combinations that are not tested

- The phases are tested with all sends and one read for each provider, in four columns, and not with triggers, with token requests, or with stopped and retried executions. Through a proxy, one send for each way in which requests leave and one read are tested; there is no proxy without TLS. A registered letter, with its client certificate, does not use a proxy.
- Requests so large that they are still being written when the connection breaks, and "host unreachable" on an established connection, are not among the faults.
- Late letters and look-alikes are tested with the sends that the nodes can look up, without TLS and without a deduplication key or combined items.
- Unknown operations are tested with one send of each node.`;

/** Stands in for counts that did not exist when a part was run. */
const NOT_COUNTED = '–';

/** The start of the line that lists the parts without results. */
export const NOT_PLAYED = 'Not played as a whole yet:';

/**
 * The page docs/faults.md, in Markdown that is not yet formatted, from the known results of each part.
 * @param missing the parts without results
 */
export function pageOf(sections: Array<[Part, Section]>, missing: Part[]): string {
	const sums = COLUMNS.map((_, index) =>
		sections.reduce((sum, [, { counts }]) => sum + counts[index], 0),
	);
	const line = (name: string, counts: number[]) =>
		`| ${[name, ...counts.map((count) => (Number.isNaN(count) ? NOT_COUNTED : count))].join(' | ')} |`;
	return `# The fault matrix

Each operation of each node is tested with each fault, in every way in which a workflow can encounter it, in n8n's own engine, over real HTTP, against [the sandbox](sandbox.md). What the provider carried out is counted in the sandbox's journal, not in the node. \`npm run test:faults\` runs the matrix and writes this page.

## Result

| part | ${COLUMNS.map(([, title]) => title).join(' | ')} |
| --- | ${COLUMNS.map(() => '---:').join(' | ')} |
${sections.map(([{ title }, { counts }]) => line(title, counts)).join('\n')}
${line('all', sums)}

${missing.length > 0 ? `${NOT_PLAYED} ${missing.map(({ title }) => title).join(', ')}.\n\n` : ''}- **carried out in**: the cells in which the provider did something other than a read, or there was an event for a trigger to report. Anything done more than once for the same item or event within an execution counts under **twice**.
- **lost without a word**: what the provider did without the workflow, an error or the log showing it; what a trigger never reports.
- **false words**: untrue statements, compared with the provider's journal after everything late has arrived: "not sent", "safe to run again" or "refused" for a request that was carried out, or for any whose answer was lost; a success for a request that was never carried out, or with the ID of something else; any outcome other than "not sent" where nothing can have left.
- **secrets found**: secrets in errors, outputs, answers to webhooks, n8n's log, the data of the execution and the static data of triggers, in plain text, in JSON, in a URL or in Base64; and credentials that were sent to another origin.

The matrix also checks that each error has a message and a description without markup, and that the message for a send begins with the outcome ("Not sent: ", "Refused: ", "May have been sent: ", or the operation's own wording), and that each output is linked to its item. A retried execution may repeat what was accepted before, where the provider can't recognize it: see [guarantees](guarantees.md#what-can-not-be-promised).

## How to read it

| word | meaning |
| --- | --- |
${Object.values(WORDS)
	.map(([word, meaning]) => `| ${word} | ${meaning} |`)
	.join('\n')}
| ${AGAIN} | The retried execution sent again what the provider had accepted in the first one; after a crash, the trigger reported its last events again. |

| column | meaning |
| --- | --- |
${[...new Map(sections.flatMap(([{ modes }]) => modes.map(({ name, legend }) => [name, legend])))]
	.map(([name, legend]) => `| ${name} | ${legend} |`)
	.join('\n')}

"Connection refused", "name not found" and "TLS failure" last from the first request to the end of the execution. "Answer of 50 MB" affects one request. A number in brackets refers to a note below the table.

${NEW_ROWS}

${sections.map(([{ title }, { text }]) => `## ${title}\n\n${text}`).join('\n')}
`;
}
