import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { writeDocument } from '../../tools/docs/documents';
import { cacheFolder } from '../../tools/n8n/cache';
import { red, say, step } from '../../tools/setup/progress.cjs';
import { ENGINES, type EngineRelease } from './engines';
import { engineFolderOf, installEngine } from './install';
import { newShortfalls, type Outcome, type Selection } from './outcome';
import { play } from './play';
import { engineOf, newestEngine } from './registry';
import { keepResult, readResults } from './results';
import { ALL_SUITES, CORE_SUITES } from './suites';

const SUITES: Record<Selection, string[]> = { selected: CORE_SUITES, all: ALL_SUITES };

/** The documents that contain the results. */
const DOCUMENTS = ['docs/compatibility.md', 'README.md'];

const isInstalled = (engine: EngineRelease) => existsSync(engineFolderOf(engine));
const told = (error: unknown) => (error as Error).message.split('\n')[0];

/**
 * The engines of the list, and the newest that the registry has.
 * @throws if the registry can't be reached and an engine of the list is not installed yet
 */
async function allEngines(): Promise<EngineRelease[]> {
	try {
		const newest = await step('Ask the registry for the newest n8n', newestEngine);
		return ENGINES.some(({ n8n }) => n8n === newest.n8n) ? ENGINES : [...ENGINES, newest];
	} catch (error) {
		const missing = ENGINES.filter((engine) => !isInstalled(engine)).map(({ n8n }) => n8n);
		if (missing.length === 0) {
			say(red('  The registry can not be asked, so only the engines of the list are run.'));
			return ENGINES;
		}
		throw new Error(
			`The registry can not be asked (${told(error)}), and these engines are not in ` +
				`${cacheFolder()}: n8n ${missing.join(', ')}. Run this once with a network.`,
		);
	}
}

const chosenEngines = async (chosen: string[] = []): Promise<EngineRelease[]> =>
	chosen.length === 0
		? await allEngines()
		: await Promise.all(
				chosen.map(
					async (n8n) => ENGINES.find((engine) => engine.n8n === n8n) ?? (await engineOf(n8n)),
				),
			);

/** Prints the outcome in an engine, with a line for each kind. */
function sayOutcome(outcome: Outcome): void {
	say(`    ${outcome.passed} of ${outcome.total} passed`);
	for (const [what, tests] of Object.entries(outcome.refused)) {
		say(`    ${tests.length} refused: ${what}`);
		for (const test of tests) say(`      ${test}`);
	}
	for (const [what, count] of Object.entries(outcome.differs)) say(`    ${count} differ: ${what}`);
	for (const [file, tests] of Object.entries(outcome.failed)) {
		say(red(`    ${file}${tests.length === 0 ? ' does not run' : ''}`));
		for (const test of tests) say(red(`      ${test}`));
	}
}

/** @returns what fails or is refused there but was not before */
async function tryEngine(engine: EngineRelease, selection: Selection): Promise<string[]> {
	const folder = await installEngine(engine);
	const { n8n, core, workflow } = engine;
	const label = `n8n ${n8n} (n8n-core ${core}, n8n-workflow ${workflow})`;
	const outcome = await step(label, async () => await play(engine, folder, SUITES[selection]), {
		isLong: true,
	});
	sayOutcome(outcome);
	const before = readResults().find((result) => result.n8n === n8n)?.[selection];
	await keepResult({ n8n, core, workflow, [selection]: outcome });
	return newShortfalls(before, outcome).map((shortfall) => `n8n ${n8n}: ${shortfall}`);
}

async function main(): Promise<void> {
	const { values } = parseArgs({
		options: {
			engine: { type: 'string', multiple: true },
			full: { type: 'boolean', default: false },
		},
	});
	const selection = values.full ? 'all' : 'selected';
	const wrong: string[] = [];
	for (const engine of await chosenEngines(values.engine)) {
		try {
			wrong.push(...(await tryEngine(engine, selection)));
		} catch (error) {
			say(red((error as Error).message));
			wrong.push(`n8n ${engine.n8n} was not tried`);
		}
	}
	for (const document of DOCUMENTS) await writeDocument(document);
	say(`  ✓ ${DOCUMENTS.join(', ')}`);
	if (wrong.length > 0) throw new Error(`Not as before:\n${wrong.join('\n')}`);
}

main().catch((error: Error) => {
	say(red(error.message));
	process.exitCode = 1;
});
