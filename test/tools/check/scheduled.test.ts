import { execFile } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { parse } from 'yaml';
import { startSandbox, type Sandbox } from '../../../sandbox';
import { fieldsOf, variableOf } from '../../../tools/check/credentialFields';
import { PROVIDERS } from '../../../tools/providers';

interface Step {
	id?: string;
	name?: string;
	run?: string;
	shell?: string;
}

interface Job {
	if?: string;
	needs?: string;
	env?: Record<string, string>;
	steps: Step[];
}

const repository = resolve(__dirname, '../../..');

/** The commands of each step of the scheduled check that has some, by their jobs. */
const jobs = readFile(join(repository, '.github/workflows/check.yml'), 'utf8').then(
	(text) => (parse(text) as { jobs: Record<string, Job> }).jobs,
);
const stepsOf = async (job: string) => (await jobs)[job].steps.filter(({ run }) => run);

/** How GitHub runs the commands of a step. */
const SHELLS: Record<string, string[]> = {
	bash: ['--noprofile', '--norc', '-eo', 'pipefail'],
	'': ['-e'],
};

interface Ended {
	code: number;
	stdout: string;
}

let folder: string;
let sandbox: Sandbox;
beforeAll(async () => (sandbox = await startSandbox()));
afterAll(async () => await sandbox.stop());
beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'certified-mail-scheduled-'));
	await sandbox.faults.clear();
});
afterEach(async () => await rm(folder, { recursive: true }));

/** Runs the commands of a step as GitHub does. Resolves however they end. */
const run = ({ run: script = '', shell = '' }: Step, variables: Record<string, string>) =>
	new Promise<Ended>((ended) => {
		const file = join(folder, 'step.sh');
		void writeFile(file, script).then(() =>
			execFile(
				'bash',
				[...SHELLS[shell], file],
				{ cwd: repository, env: { ...process.env, ...variables } },
				(error, stdout) => ended({ code: error ? Number(error.code) : 0, stdout }),
			),
		);
	});

const [stampee] = PROVIDERS;

/** All secrets as GitHub gives them, of which those that are not there are empty. */
const secrets = (account: Record<string, string> = {}) => {
	const given = new Map(
		Object.entries(account).map(([field, value]) => [variableOf(stampee, field), value]),
	);
	const names = PROVIDERS.flatMap((provider) =>
		fieldsOf(provider).map(({ name }) => variableOf(provider, name)),
	);
	return Object.fromEntries(names.map((name) => [name, given.get(name) ?? '']));
};

const account = () => ({
	apiToken: sandbox.stampee.token,
	environment: 'custom',
	baseUrl: sandbox.stampee.url,
});

const check = async (variables: Record<string, string>) => {
	const summary = join(folder, 'summary.md');
	const step = (await stepsOf('contract')).find(({ id }) => id === 'check')!;
	const ended = await run(step, {
		...variables,
		RUNNER_TEMP: folder,
		GITHUB_STEP_SUMMARY: summary,
	});
	return { ...ended, summary: await readFile(summary, 'utf8') };
};

describe('The scheduled contract check', () => {
	it('has no commands but those that are run here, and npm ci', async () => {
		const [install, ...others] = await stepsOf('contract');
		expect(install.run).toBe('npm ci');
		expect(others.map(({ id }) => id)).toEqual(['check']);
		expect(await stepsOf('report')).toHaveLength(1);
	});

	it('reads with the secrets that are there, and tells it in the summary', async () => {
		const { code, stdout, summary } = await check(secrets(account()));
		expect(code).toBe(0);
		expect(summary).toBe(stdout);
		expect(summary).toContain('Stampee: reads only');
		expect(summary.match(/: skipped/g)).toHaveLength(PROVIDERS.length - 1);
		expect(summary).not.toContain(sandbox.stampee.token);
		expect(sandbox.journal.accepted()).toEqual([]);
	});

	it('says without secrets that all are skipped, and does not fail', async () => {
		const { code, summary } = await check(secrets());
		expect(code).toBe(0);
		expect(summary.match(/: skipped/g)).toHaveLength(PROVIDERS.length);
	});

	it('fails if a documented fact does not hold, though its output goes through another program', async () => {
		const body = { customers: [{ id: 1, name: 'Atelier', state: 'NEW' }] };
		const fault = { kind: 'status', status: 200, body } as const;
		sandbox.faults.add({ provider: 'stampee', on: 'GET /customers', fault });
		const { code, summary } = await check(secrets(account()));
		expect(code).toBe(1);
		expect(summary).toContain('DID NOT HOLD');
	});
});

describe('The report of a scheduled check that failed', () => {
	/** Runs its commands with a `gh` that lists these open issues, and gives what else it was told to do. */
	async function report(open: number[]): Promise<string[]> {
		const { env = {}, steps } = (await jobs).report;
		const log = join(folder, 'log');
		const gh = `#!/bin/sh
if [ "$2" = list ]; then echo ${open.join(' ')}; else printf '%s\\n' "$@" >> "$LOG"; fi
`;
		await writeFile(join(folder, 'gh'), gh);
		await chmod(join(folder, 'gh'), 0o755);
		await writeFile(log, '');
		const { code } = await run(steps[0], {
			...env,
			RUN: 'https://example.org/run/7',
			LOG: log,
			PATH: `${folder}${delimiter}${process.env.PATH}`,
		});
		expect(code).toBe(0);
		return (await readFile(log, 'utf8')).trim().split('\n');
	}

	it('is written only if the check itself failed', async () => {
		const { needs, if: condition } = (await jobs).report;
		expect(needs).toBe('contract');
		expect(condition).toBe("failure() && needs.contract.outputs.outcome == 'failure'");
	});

	it('opens an issue that leads to the run', async () => {
		const words = await report([]);
		expect(words.slice(0, 4)).toEqual([
			'issue',
			'create',
			'--title',
			'The weekly contract check failed',
		]);
		expect(words.at(-1)).toMatch(/^https:\/\/example\.org\/run\/7 tells which documented fact/);
	});

	it('adds to the issue that is open', async () => {
		expect(await report([12])).toEqual([
			'issue',
			'comment',
			'12',
			'--body',
			'Again: https://example.org/run/7',
		]);
	});
});
