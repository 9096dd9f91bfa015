import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';

interface Job {
	steps: Array<{ uses?: string; run?: string; with?: Record<string, unknown> }>;
	permissions?: Record<string, string>;
}

interface Workflow {
	permissions: Record<string, string>;
	jobs: Record<string, Job>;
}

const repository = resolve(__dirname, '../../..');
const folder = join(repository, '.github/workflows');
const files = readdirSync(folder);
const textOf = (file: string) => readFileSync(join(folder, file), 'utf8');
const workflowOf = (file: string) => parse(textOf(file)) as Workflow;

const jobs = files.flatMap((file) =>
	Object.entries(workflowOf(file).jobs).map(([name, job]) => ({ name: `${file}: ${name}`, job })),
);
const commandsOf = ({ steps }: Job) => steps.flatMap(({ run = '' }) => run.split('\n')).join('\n');

/** What runs the code of a package that was installed. */
const RUNS_DEPENDENCIES = /\bnpm (?:ci|cit|install|test|run)\b|\bnpx\b|\btsx\b|node_modules/;

describe.each(files)('%s', (file) => {
	it('pins each action by its commit, and says which version that is', () => {
		const used = textOf(file)
			.split('\n')
			.filter((line) => line.includes('uses:'));
		for (const line of used) expect(line).toMatch(/uses: [\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
	});

	it('may read the repository, and a job has to ask for more', () => {
		expect(workflowOf(file).permissions).toEqual({ contents: 'read' });
	});
});

describe.each(jobs)('$name', ({ job }) => {
	it('leaves no token in the checkout', () => {
		const checkouts = job.steps.filter(({ uses }) => uses?.startsWith('actions/checkout@'));
		for (const checkout of checkouts) {
			expect(checkout.with).toMatchObject({ 'persist-credentials': false });
		}
	});

	it('runs the code of no dependency if it has a right', () => {
		const rights = Object.values(job.permissions ?? {}).filter((right) => right === 'write');
		if (rights.length > 0) expect(commandsOf(job)).not.toMatch(RUNS_DEPENDENCIES);
	});
});

it('one job alone can prove to npm where a package is from', () => {
	const proving = jobs.filter(({ job }) => job.permissions?.['id-token'] === 'write');
	expect(proving.map(({ name }) => name)).toEqual(['publish.yml: publish']);
});

it('each pull request is tested by all that .ci/run runs', () => {
	const asked = readFileSync(join(repository, '.ci/run'), 'utf8').matchAll(
		/^\s*(?:run|show) \w+ \d+ npm (.*?)(?: --.*)?(?: &.*)?$/gm,
	);
	const commands = [...asked].map(([, words]) => `npm ${words}`);
	const there = Object.values(workflowOf('ci.yml').jobs).map(commandsOf).join('\n');
	expect(commands).toContain('npm run test:queue');
	for (const command of commands) expect(there).toContain(command);
});

it('the image of the README is built with a tarball in the place of the published package', () => {
	const image = mkdtempSync(join(tmpdir(), 'certified-mail-image-'));
	try {
		const tarball = join(image, 'nodes.tgz');
		writeFileSync(tarball, 'a package');
		const script = join(repository, 'tools/release/image.sh');
		execFileSync('sh', [script, tarball, '2.41.1', image], { cwd: repository });

		expect(readFileSync(join(image, 'package.tgz'), 'utf8')).toBe('a package');
		const lines = readFileSync(join(image, 'Dockerfile'), 'utf8').split('\n');
		expect(lines.slice(0, 4)).toEqual([
			'FROM docker.n8n.io/n8nio/n8n:2.41.1',
			'USER root',
			'COPY package.tgz /tmp/package.tgz',
			'RUN npm install --prefix /opt/nodes --omit=peer /tmp/package.tgz \\',
		]);
	} finally {
		rmSync(image, { recursive: true });
	}
});
