import { writeFile } from 'node:fs/promises';
import { availableParallelism, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { dim, red, say } from '../setup/progress.cjs';
import { attachments } from './attachments';
import type { Benchmark, Result } from './benchmark';
import { limits } from './limits';
import { polls } from './polls';
import { printResult } from './print';
import { requests } from './requests';
import { sends } from './sends';
import { start } from './start';

const benchmarks: Benchmark[] = [sends, limits, requests, attachments, polls, start];

async function main(): Promise<void> {
	const { values, positionals } = parseArgs({
		allowPositionals: true,
		options: { json: { type: 'string' } },
	});
	const unknown = positionals.find((name) => !benchmarks.some((each) => each.name === name));
	if (unknown) {
		const names = benchmarks.map(({ name }) => name).join(', ');
		throw new Error(`There is no benchmark '${unknown}'; there are ${names}`);
	}

	const machine = { node: process.version, cores: availableParallelism() };
	const results: Record<string, Result & { load: number }> = {};
	for (const benchmark of benchmarks) {
		const { name } = benchmark;
		if (positionals.length > 0 && !positionals.includes(name)) continue;
		// Other load on the machine slows all of them down, but not equally.
		const [load] = loadavg();
		const result = await benchmark.run((text) => say(dim(`  … ${name}: ${text}`)));
		printResult(benchmark, result);
		results[name] = { ...result, load };
		// Save after each benchmark: the following ones take minutes, and may fail.
		if (values.json) {
			await writeFile(values.json, `${JSON.stringify({ machine, results }, null, '\t')}\n`);
		}
	}
}

/** The error message with all its causes: `fetch` itself says only "fetch failed". */
const told = (error: unknown): string =>
	error instanceof Error ? [error.message, told(error.cause)].filter(Boolean).join(': ') : '';

main().catch((error) => {
	say(red(told(error)));
	// What was started before the failure may still be there.
	process.exit(1);
});
