import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

interface JestReport {
	testResults: Array<{ name: string; status: string; message: string }>;
}

const repository = join(__dirname, '../..');

/** Runs test files, by name, in this repository's Jest environment; returns the failure message of each. */
async function failuresOf(files: Record<string, string>): Promise<Record<string, string>> {
	const folder = await mkdtemp(join(tmpdir(), 'sleeps-'));
	const config = {
		rootDir: folder,
		testEnvironment: join(repository, 'test/support/jest/environment.js'),
		runtime: join(repository, 'test/support/jest/runtime.js'),
		transform: {},
	};
	const report = join(folder, 'report.json');
	for (const [name, source] of Object.entries(files)) {
		await writeFile(join(folder, `${name}.test.js`), source);
	}
	const flags = ['--config', JSON.stringify(config), '-i', '--json', '--outputFile', report];
	const jest = join(repository, 'node_modules/jest/bin/jest.js');
	// The exit code is 1 when tests fail.
	await new Promise((resolve) => {
		execFile(process.execPath, [jest, ...flags], { cwd: folder }, resolve);
	});
	const { testResults } = JSON.parse(await readFile(report, 'utf8')) as JestReport;
	await rm(folder, { recursive: true });
	return Object.fromEntries(
		Object.keys(files).map((name) => {
			const own = testResults.find((result) => result.name.endsWith(`${name}.test.js`));
			return [name, own?.status === 'passed' ? '' : (own?.message ?? 'it was not run')];
		}),
	);
}

const byTimer = (milliseconds: number) =>
	`it('waits', () => new Promise((done) => setTimeout(done, ${milliseconds})));`;
const byPause = (milliseconds: number) =>
	`it('waits', () => require('node:timers/promises').setTimeout(${milliseconds}));`;

it('a test file that waits for more than half a second of real time fails, unless it says how long', async () => {
	const failures = await failuresOf({
		timer: byTimer(501),
		pause: byPause(501),
		sum: byTimer(250) + byPause(251),
		short: byTimer(250) + byPause(250),
		declared: `/** @sleeps 600 */\n${byTimer(501)}`,
		cleared: "it('waits for nothing', () => clearTimeout(setTimeout(() => {}, 60_000)));",
	});
	const tooLong = 'These tests waited for 501 ms of real time, and may for 500.';
	expect(failures).toEqual({
		timer: expect.stringContaining(tooLong) as string,
		pause: expect.stringContaining(tooLong) as string,
		sum: expect.stringContaining(tooLong) as string,
		short: '',
		declared: '',
		cleared: '',
	});
});
