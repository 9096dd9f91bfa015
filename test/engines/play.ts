import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { EngineRelease } from './engines';
import { outcomeOf, type JestReport, type Outcome } from './outcome';
import { allowedIn } from './shortfalls';
import type { RefusedTest } from './watchRefusals';

const repository = resolve(__dirname, '../..');

/** How long all tests may take in one engine, in milliseconds: an hour. */
const MAX_TIME = 3_600_000;

const linesOf = async (file: string) =>
	(await readFile(file, 'utf8').catch(() => '')).split('\n').filter(Boolean);

/**
 * Runs tests in an engine.
 * @param folder its `node_modules` contain the engine
 * @param tests the beginnings of their paths
 * @throws Error with the end of Jest's output, if it leaves no report
 */
export async function play(
	{ n8n }: EngineRelease,
	folder: string,
	tests: string[],
): Promise<Outcome> {
	const notes = await mkdtemp(join(tmpdir(), 'certified-mail-engine-'));
	const [report, refusals] = [join(notes, 'report.json'), join(notes, 'refusals')];
	const hook = join(__dirname, 'native.js');
	const words = ['--config', 'test/engines/jest.config.js', '--json', '--outputFile', report];
	try {
		const jest = spawn(process.execPath, [require.resolve('jest/bin/jest'), ...words, ...tests], {
			cwd: repository,
			stdio: ['ignore', 'ignore', 'pipe'],
			// A hanging test is a failure.
			timeout: MAX_TIME,
			env: {
				...process.env,
				CERTIFIED_MAIL_ENGINE: folder,
				CERTIFIED_MAIL_REFUSALS: refusals,
				NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ''} --require ${JSON.stringify(hook)}`,
			},
		});
		let told = '';
		jest.stderr.setEncoding('utf8').on('data', (text: string) => {
			told = (told + text).slice(-2_000);
		});
		await once(jest, 'close');
		const read = await readFile(report, 'utf8').catch(() => {
			throw new Error(`Jest left no report:\n${told}`);
		});
		return outcomeOf(
			JSON.parse(read) as JestReport,
			(await linesOf(refusals)).map((line) => JSON.parse(line) as RefusedTest),
			allowedIn(n8n),
			`${repository}/`,
		);
	} finally {
		await rm(notes, { recursive: true });
	}
}
