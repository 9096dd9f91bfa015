import type { CellResult } from './cell';
import type { Played } from './matrix';
import { cellsIn, type Part, type PartRow } from './part';
import type { Fate } from './verdict';

/** The report's word for what became of the items, and what it means. */
export const WORDS: Record<Fate, [word: string, meaning: string]> = {
	ok: [
		'done',
		'Nothing failed: the fault was waited out, or the provider was asked and had it. All items came out.',
	],
	failed: ['failed', 'A read failed, after the repeats that are safe.'],
	notSent: ['not sent', 'The error says that nothing was sent.'],
	refused: ['refused', 'The error says that the provider refused it.'],
	maybeSent: [
		'unknown',
		'The error, or after a stop the log, says that it may have been sent, and what to look for. It was not sent again.',
	],
	'poll failed': [
		'poll failed',
		'A poll failed, and n8n shows it. The next one told what there was.',
	],
	'put off': [
		'later',
		'A poll told nothing and did not fail, or a push was answered with 503. The next one brought what there was.',
	],
	rejected: ['rejected', 'A push was answered with 401, and started nothing.'],
	stopped: ['stopped', 'What was not under way was not sent. What was accepted is in the log.'],
};

/** What a cell says where a retried execution did again what was done before. */
const AGAIN = 'again';

type Count = keyof Totals;

/** Sums over cells. */
export interface Totals {
	cells: number;
	/** Cells in which the provider did something. How much it did before a failure stops it is a matter of chance. */
	active: number;
	accepted: number;
	duplicates: number;
	again: number;
	lost: number;
	falseWords: number;
	leaks: number;
	breaches: number;
}

export function totalsOf(played: Played[]): Totals {
	const sum = (value: (result: CellResult) => number) =>
		played.reduce((total, { result }) => total + value(result), 0);
	return {
		cells: played.length,
		active: sum(({ accepted }) => Number(accepted > 0)),
		accepted: sum(({ accepted }) => accepted),
		duplicates: sum(({ duplicates }) => duplicates),
		again: sum(({ again }) => again),
		lost: sum(({ lost }) => lost),
		falseWords: sum(({ falseWords }) => falseWords),
		leaks: sum(({ leaks }) => leaks),
		breaches: sum(({ breaches }) => breaches.length),
	};
}

/** The words of a cell. */
const wordsOf = ({ result: { fates, again } }: Played) =>
	[...fates.map((fate) => WORDS[fate][0]), ...(again > 0 ? [AGAIN] : [])].join(', ');

type Words = Map<string, string>;
const place = (fault: string, mode: string) => `${fault} | ${mode}`;

/** Rows of a part that fare alike, so that they share a table. */
type Group = Array<{ row: PartRow; words: Words }>;

/** Rows of a kind, together where they fare alike in the first mode. */
function groupsOf({ rows, faults, modes }: Part, kind: string, played: Played[]): Group[] {
	const groups = new Map<string, Group>();
	for (const row of rows.filter((each) => each.kind === kind)) {
		const words: Words = new Map(
			played
				.filter((one) => one.row === row)
				.map((one) => [place(one.fault.name, one.mode.name), wordsOf(one)]),
		);
		if (words.size === 0) continue;
		const likeness = faults.map(({ name }) => words.get(place(name, modes[0].name))).join();
		groups.set(likeness, [...(groups.get(likeness) ?? []), { row, words }]);
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
		// Not played, as the matrix was narrowed.
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

/** The tables of a part, in Markdown. */
export function tablesOf(part: Part, played: Played[]): string {
	const kinds = [...new Set(part.rows.map(({ kind }) => kind))];
	return kinds
		.flatMap((kind) =>
			groupsOf(part, kind, played).map((group) => {
				const names = group.map(({ row }) => row.title).join(', ');
				return `**${kind}** (${names})\n\n${tableOf(group, part)}`;
			}),
		)
		.join('\n');
}

/** What the page counts, in the order of its columns. */
export const COLUMNS: Array<[Count, string]> = [
	['cells', 'cells'],
	['active', 'carried out in'],
	['duplicates', 'twice'],
	['lost', 'lost without a word'],
	['falseWords', 'false words'],
	['leaks', 'secrets found'],
];

/** A part as the page has it: its counts, and the text of its section. */
export interface Section {
	counts: number[];
	text: string;
}

export function sectionOf(part: Part, played: Played[]): Section {
	const totals = totalsOf(played);
	return {
		counts: COLUMNS.map(([count]) => totals[count]),
		text: tablesOf(part, played),
	};
}

/** Whether all cells of a part were played, and none is a breach: only then the page tells of it. */
export const isGreen = (part: Part, played: Played[]) =>
	played.length === cellsIn(part) && totalsOf(played).breaches === 0;

/** What the rows of the parts mean in which one thing is looked into. */
const NEW_ROWS = `In the parts about phases, a line between n8n and the provider breaks connections. Of "last of 20, Continue" and "one item, each request", the fault lasts; of all others, one request meets it. Before there is a request, connections are counted in its place.

| phase | how far the request has come |
| --- | --- |
| connection refused, connection reset at once | There is no connection, or it is reset as soon as it is there. |
| CONNECT, tunnel | A proxy, which n8n's environment names, refuses the tunnel, or breaks it before TLS has begun. |
| handshake | TLS has begun: the server resets or closes, answers without TLS, sends an alert, or shows a certificate of an authority that nobody knows. |
| client certificate asked for | As TLS 1.3 has it, the server says so when the handshake is over and the request has been written. It reads nothing of it. |
| half written | The server has read the head and a part of the body. |
| written, not accepted | A server in between has read all of it, and the provider gets nothing. |
| accepted | The provider has carried it out and answered; nothing of the answer arrives: the connection is reset or closed, or what comes is no TLS any more. |
| answer begun | The head of the answer and half of its body have arrived. |

Where nothing of a request can have left (refused, reset at once, CONNECT, tunnel, handshake), each failure has to say "not sent".

A letter that is late was lost on its way back, and the provider carries it out so many seconds later; or it was carried out, and lists, logs, inboxes and receipts show it so many seconds later. A look-alike is a letter of another sender of the same account, with the same subject (or document name) to the same recipient and another content. A clock is set when the request meets the fault, between the send and the question. Where it is n8n's, LegallyMail's is set the other way: its limits are kept for all that a process does, so the cells that follow would wait for an hour.

### What is not crossed

- The phases are crossed with all sends and one read for each provider, in four columns, and not with triggers, with the requests for a token, or with stopped and retried executions. Through a proxy there is one send for each way in which requests leave, and one read; without TLS there is no proxy. A registered letter, with its client certificate, takes no proxy.
- Requests so large that they are still being written when the connection breaks, and "host unreachable" on a connection that stands, are not among the faults.
- Late letters and look-alikes are crossed with the sends that the nodes can look for, without TLS and without the deduplication key or combined items. Those of stemp's User: Create have an External ID.
- Unknown operations are asked of one send of each node.`;

/** In place of what was not counted when a part was played. */
const NOT_COUNTED = '–';

/** What begins the line of the parts that the page knows nothing of. */
export const NOT_PLAYED = 'Not played as a whole yet:';

/**
 * The page docs/faults.md, in Markdown that is not yet formatted, from what is known of each part.
 * @param missing the parts of which nothing is known
 */
export function pageOf(sections: Array<[Part, Section]>, missing: Part[]): string {
	const sums = COLUMNS.map((_, index) =>
		sections.reduce((sum, [, { counts }]) => sum + counts[index], 0),
	);
	const line = (name: string, counts: number[]) =>
		`| ${[name, ...counts.map((count) => (Number.isNaN(count) ? NOT_COUNTED : count))].join(' | ')} |`;
	return `# The fault matrix

Each operation of each node meets each fault, in each of the ways in which a workflow can run into it, in n8n's own engine, over real HTTP, against [the sandbox](sandbox.md). What the provider took on is counted in the sandbox's journal, not in the node. \`npm run test:faults\` runs it all and writes this page.

## Result

| part | ${COLUMNS.map(([, title]) => title).join(' | ')} |
| --- | ${COLUMNS.map(() => '---:').join(' | ')} |
${sections.map(([{ title }, { counts }]) => line(title, counts)).join('\n')}
${line('all', sums)}

${missing.length > 0 ? `${NOT_PLAYED} ${missing.map(({ title }) => title).join(', ')}.\n\n` : ''}- **carried out in**: the cells in which the provider did something, reads left out, or there was something for a trigger to tell. What is done more than once for the same item or event, within an execution, counts under **twice**.
- **lost without a word**: what the provider did, and neither the workflow nor an error or the log tells; what a trigger never tells.
- **false words**: words that are not true, held against the provider's journal after everything late has arrived: "not sent", "safe to run again" or "refused" of what was carried out, or of anything whose answer was lost; a success of what was never carried out, or under the id of something else; any other word than "not sent" where nothing can have left.
- **secrets found**: in errors, outputs, answers to webhooks, n8n's log, the data of the execution and the static data of triggers, plain, in JSON, in a URL or in Base64, and credentials that went to another origin.

Besides, each error has a message and a description without markup; that of a send says the outcome, and begins with it ("Not sent: ", "Refused: ", "May have been sent: ", in the words of what the operation does); each output is linked to its item. A retried execution may do again what was accepted before, where the provider can't know it: see [safety.md](safety.md#what-can-not-be-promised).

## How to read it

| word | what it means |
| --- | --- |
${Object.values(WORDS)
	.map(([word, meaning]) => `| ${word} | ${meaning} |`)
	.join('\n')}
| ${AGAIN} | The retried execution sent again what the first one had got accepted; after a crash, the trigger told again what it had told last. |

| column | what it is |
| --- | --- |
${[...new Map(sections.flatMap(([{ modes }]) => modes.map(({ name, legend }) => [name, legend])))]
	.map(([name, legend]) => `| ${name} | ${legend} |`)
	.join('\n')}

"Connection refused", "name not found" and "TLS failure" last from the first request to the end of the execution. Of "answer of 50 MB" one request is met. A number in brackets leads to the note below the table.

${NEW_ROWS}

${sections.map(([{ title }, { text }]) => `## ${title}\n\n${text}`).join('\n')}
`;
}
