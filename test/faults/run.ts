import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { cellsOf, play, type PlayedCell } from './matrix';
import { PAGE, rowsBefore, sectionAnew, writePage } from './page';
import { PARTS } from './parts';
import { tablesOf, totalsOf, wordsByRow } from './report';

/** The interval of progress reports, in milliseconds. */
const PROGRESS = 5_000;

const print = (text: string) => process.stdout.write(`${text}\n`);

const nameOf = ({ part, row, fault, mode }: PlayedCell) =>
	`${part.title}, ${row.title}, ${fault.name}, ${mode.name}`;

/** A line for each cell, sorted by name: its name, its outcomes, and how many requests were carried out. */
const linesOf = (played: PlayedCell[]) =>
	played
		.map((one) => `${nameOf(one)}\t${one.result.outcomes.join(', ')}\t${one.result.accepted}\n`)
		.sort()
		.join('');

/** Reports a breach that many items have in common only once. */
function summed(breaches: string[]): string[] {
	const counts = new Map<string, number>();
	for (const breach of breaches) {
		const text = breach.replace(/\[item \d+\]|\bitem \d+/g, 'item');
		counts.set(text, (counts.get(text) ?? 0) + 1);
	}
	return [...counts].map(([text, count]) => (count > 1 ? `${text} (${count} times)` : text));
}

async function main(): Promise<void> {
	const text = { type: 'string' } as const;
	const { values } = parseArgs({
		options: {
			part: text,
			row: text,
			fault: text,
			mode: text,
			processes: text,
			// Writes a line for each cell, so that two runs can be compared.
			cells: text,
			// Only the rows that are not on the page, such as those of a new event.
			missing: { type: 'boolean', default: false },
		},
	});
	const { processes, cells: cellsFile, missing, ...narrowing } = values;
	const known = PARTS.map(rowsBefore);
	const cells = cellsOf(narrowing).filter(
		({ part, row }) => !missing || !known[part].has(PARTS[part].rows[row].title),
	);
	const began = Date.now();
	const seconds = () => Math.round((Date.now() - began) / 1000);
	const played: PlayedCell[] = [];
	print(`${cells.length} cells`);
	const progress = setInterval(
		() => print(`${played.length} of ${cells.length} cells after ${seconds()} s`),
		PROGRESS,
	);
	const onPlayed = (one: PlayedCell) => {
		played.push(one);
		for (const breach of summed(one.result.breaches)) print(`BREACH: ${nameOf(one)}: ${breach}`);
	};
	await play(cells, onPlayed, processes === undefined ? undefined : Number(processes)).finally(() =>
		clearInterval(progress),
	);

	if (cellsFile !== undefined) await writeFile(cellsFile, linesOf(played));
	const byPart = PARTS.map((part) => ({
		part,
		own: played.filter((one) => one.part === part),
	})).filter(({ own }) => own.length > 0);
	for (const { part, own } of byPart)
		print(`\n${part.title}\n\n${tablesOf(part, wordsByRow(own))}`);
	const { accepted, duplicates, again, lost, falseClaims, leaks, breaches } = totalsOf(played);
	print(`${played.length} cells in ${seconds()} s: ${accepted} requests carried out`);
	print(
		`duplicates ${duplicates}, silent losses ${lost}, false words ${falseClaims}, leaks ${leaks}`,
	);
	print(`done again by retried executions: ${again}`);
	const anew = new Map(
		byPart.flatMap(({ part, own }) => {
			const section = sectionAnew(part, own);
			return section ? [[part, section] as const] : [];
		}),
	);
	if (anew.size > 0) {
		await writePage(anew);
		print(`written to ${PAGE}: ${[...anew.keys()].map(({ title }) => title).join(', ')}`);
	}
	if (breaches > 0 || played.length < cells.length) {
		print(`${breaches} breaches`);
		process.exitCode = 1;
	}
}

main().catch((error: Error) => {
	process.stderr.write(`${error.stack}\n`);
	process.exitCode = 1;
});
