import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { format, resolveConfig } from 'prettier';
import { cellsOf, play, type Played } from './matrix';
import { PROVIDERS } from './providers';
import { pageOf, tablesOf, totalsOf } from './report';

const PAGE = join(resolve(__dirname, '../..'), 'docs/faults.md');

/** How often the progress is told, in milliseconds. */
const PROGRESS = 5_000;

const print = (text: string) => process.stdout.write(`${text}\n`);

const nameOf = ({ cell: { operation, fault, mode } }: Played) =>
	`${operation.provider.title}, ${operation.title}, ${fault.name}, ${mode.name}`;

async function main(): Promise<void> {
	const text = { type: 'string' } as const;
	const { values } = parseArgs({
		options: { provider: text, operation: text, fault: text, mode: text, processes: text },
	});
	const { processes, ...narrowing } = values;
	const cells = cellsOf(narrowing);
	const began = Date.now();
	const seconds = () => Math.round((Date.now() - began) / 1000);
	const played: Played[] = [];
	print(`${cells.length} cells`);
	const progress = setInterval(
		() => print(`${played.length} of ${cells.length} cells after ${seconds()} s`),
		PROGRESS,
	);
	const onPlayed = (one: Played) => {
		played.push(one);
		for (const breach of one.result.breaches) print(`BREACH: ${nameOf(one)}: ${breach}`);
	};
	await play(cells, onPlayed, processes === undefined ? undefined : Number(processes)).finally(() =>
		clearInterval(progress),
	);

	for (const provider of PROVIDERS) {
		const tables = tablesOf(provider, played);
		if (tables) print(`\n${provider.title}\n\n${tables}`);
	}
	const { accepted, duplicates, again, lost, leaks, breaches } = totalsOf(played);
	print(`${played.length} cells in ${seconds()} s: ${accepted} requests carried out`);
	print(`duplicates ${duplicates}, silent losses ${lost}, leaks ${leaks}`);
	print(`done again by retried executions: ${again}`);
	if (Object.values(narrowing).length === 0) {
		const page = await format(pageOf(played), {
			...(await resolveConfig(PAGE)),
			parser: 'markdown',
		});
		await writeFile(PAGE, page);
		print('written: docs/faults.md');
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
