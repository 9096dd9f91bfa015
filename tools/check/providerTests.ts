import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { z } from 'zod';
import { POSITIONS_VARIABLE } from '../../sandbox/positions';
import type { Provider } from '../providers';

const repository = resolve(__dirname, '../..');

/** A test that failed. */
export interface FailedTest {
	/** Path relative to the repository. */
	file: string;
	/** The full test name. */
	name: string;
	/** The first line of the failure message. */
	why: string;
}

/** The result of a test run. */
export interface TestsResult {
	passed: number;
	failed: FailedTest[];
}

/** Tests to run: paths, and a name pattern for files that also test other providers. */
export interface Selection {
	paths: string[];
	named?: string;
}

/** Tests that cover all providers; a provider's own are identified by its title. */
const SHARED = ['test/nodes/answers', 'test/nodes/triggerWalks.test.ts'];

/** A provider's tests: those of its nodes, credential and examples, and its part of the shared tests. */
export function testsOf({ folder, credential, name, title }: Provider): Selection[] {
	const own = [
		`test/nodes/${folder}`,
		`test/credentials/${credential[0].toUpperCase()}${credential.slice(1)}.test.ts`,
		`test/examples/${name}.test.ts`,
	];
	return [
		{ paths: own.filter((path) => existsSync(join(repository, path))) },
		{ paths: SHARED, named: `\\b${title}\\b` },
	];
}

/** The fields that are read from Jest's JSON report. */
const jestSchema = z.object({
	testResults: z.array(
		z.object({
			name: z.string(),
			message: z.string(),
			assertionResults: z.array(
				z.object({
					fullName: z.string(),
					status: z.string(),
					failureMessages: z.array(z.string()).nullish(),
				}),
			),
		}),
	),
});

const firstLineOf = (text = '') =>
	stripVTControlCharacters(text)
		.split('\n')
		.map((line) => line.trim())
		.find((line) => line !== '' && !line.startsWith('●')) ?? '';

/** Parses a report of Jest. */
export function resultIn(text: string): TestsResult {
	const { testResults } = jestSchema.parse(JSON.parse(text));
	const all = testResults.flatMap(({ name, message, assertionResults }) => {
		const file = relative(repository, name);
		const tests = assertionResults.map(({ fullName, status, failureMessages }) => ({
			file,
			name: fullName,
			status,
			why: firstLineOf(failureMessages?.[0]),
		}));
		// A file that can't be loaded reports no tests.
		const isBroken = tests.length === 0 && message !== '';
		const asWhole = { file, name: 'the whole file', status: 'failed', why: firstLineOf(message) };
		return isBroken ? [asWhole] : tests;
	});
	return {
		passed: all.filter(({ status }) => status === 'passed').length,
		failed: all
			.filter(({ status }) => status === 'failed')
			.map(({ file, name, why }) => ({ file, name, why })),
	};
}

/** The environment in which a sandbox starts with these positions. */
export const environmentOf = (
	{ name }: Provider,
	positions: Record<string, unknown>,
): Record<string, string> => ({ [POSITIONS_VARIABLE]: JSON.stringify({ [name]: positions }) });

/**
 * Runs tests against a sandbox whose switches start at these positions. Positions that a test sets take precedence.
 * @throws if Jest can't run the tests
 */
export async function runTests(
	provider: Provider,
	positions: Record<string, unknown>,
	selections: Selection[] = testsOf(provider),
): Promise<TestsResult> {
	const results: TestsResult[] = [];
	for (const selection of selections) results.push(await runJest(provider, positions, selection));
	return {
		passed: results.reduce((sum, { passed }) => sum + passed, 0),
		failed: results.flatMap(({ failed }) => failed),
	};
}

async function runJest(
	provider: Provider,
	positions: Record<string, unknown>,
	{ paths, named }: Selection,
): Promise<TestsResult> {
	const folder = await mkdtemp(join(tmpdir(), 'certified-mail-tests-'));
	const outputFile = join(folder, 'result.json');
	const words = ['--json', `--outputFile=${outputFile}`, '--silent'];
	try {
		const errors = await told(
			[
				require.resolve('jest/bin/jest'),
				...words,
				...(named === undefined ? [] : [`--testNamePattern=${named}`]),
				...paths,
			],
			{ ...process.env, ...environmentOf(provider, positions) },
		);
		if (!existsSync(outputFile)) throw new Error(`Jest did not run the tests:\n${errors}`);
		return resultIn(await readFile(outputFile, 'utf8'));
	} finally {
		await rm(folder, { recursive: true });
	}
}

/** Runs a Node.js program until it exits. @returns its standard error */
async function told(words: string[], env: NodeJS.ProcessEnv): Promise<string> {
	const child = spawn(process.execPath, words, {
		cwd: repository,
		env,
		stdio: ['ignore', 'ignore', 'pipe'],
	});
	const chunks: Buffer[] = [];
	child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
	await new Promise<void>((ended, failed) => {
		child.once('error', failed);
		child.once('close', () => ended());
	});
	return Buffer.concat(chunks).toString('utf8');
}
