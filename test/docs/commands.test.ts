import { execFile } from 'node:child_process';
import { mkdtemp, readlink, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import packageJson from '../../package.json';
import { startSandbox, type Sandbox } from '../../sandbox';
import { COMMANDS, commandsIn, unmarkedIn } from './commands';
import { codeBlocks, documents, read, repository } from './markdown';

const scripts: Record<string, string> = packageJson.scripts;

const named = [...new Set(documents.flatMap((document) => commandsIn(read(document))))];

/** Whether a command is a request to the sandbox's control API, as in `docs/sandbox.md`. */
const isAskedOfSandbox = (command: string) =>
	command.startsWith('curl -X') && command.includes(':5690/');

/** Whether a command is a request to a provider itself. */
const isAskedOfProvider = (command: string) => command.includes('https://api.');

const listed = named.filter((command) => !isAskedOfSandbox(command) && !isAskedOfProvider(command));

/** The script of package.json that a command runs, and its arguments. */
function scriptOf(command: string) {
	const [, name, words = ''] = /^npm run ([\w:-]+)(?: -- (.*))?$/.exec(command) ?? [];
	return name ? { name, words } : undefined;
}

const entryOf = (script: string) => /\S+\.(?:ts|mjs)/.exec(scripts[script] ?? '')?.[0];

/** @throws Error with all output of the command, if it fails */
async function shell(command: string, home: string, cwd = repository) {
	const options = { cwd, env: { ...process.env, HOME: home } };
	const run = promisify(execFile)('sh', ['-c', command], options);
	return await run.catch((error: Error & { stdout?: string }) => {
		throw new Error(`${error.message}\n${error.stdout}`);
	});
}

let home: string;
let sandbox: Sandbox;

beforeAll(async () => {
	home = await mkdtemp(join(tmpdir(), 'certified-mail-commands-'));
	sandbox = await startSandbox();
});
afterAll(async () => {
	await sandbox.stop();
	await rm(home, { recursive: true });
});

it('every command that a document names is known here, and no other', () => {
	expect(listed.sort()).toEqual(Object.keys(COMMANDS).sort());
});

it.each(documents)('%s marks its commands as such', (document) => {
	expect(unmarkedIn(read(document))).toEqual([]);
});

it.each(named.filter(scriptOf))('%s is a script, and its options are known to it', (command) => {
	const { name, words } = scriptOf(command)!;
	expect(Object.keys(scripts)).toContain(name);
	for (const [, option] of words.matchAll(/--([\w-]+)/g)) {
		expect(read(entryOf(name)!)).toMatch(new RegExp(`--${option}|\\b${option}: `));
	}
});

describe.each(Object.entries(COMMANDS))('%s', (command, proof) => {
	it(`is ${proof.kind}`, async () => {
		const entry = entryOf(scriptOf(command)?.name ?? '');
		if (proof.kind === 'run here') await shell(command, home);
		else if (proof.kind === 'run in small') {
			await shell(`"${process.execPath}" --import tsx ${entry} ${proof.words}`, home);
		} else if (proof.kind === 'run by another') expect(read(proof.file)).toContain(proof.words);
		else expect(proof.because).not.toBe('');
	});
});

it.each(named.filter(isAskedOfSandbox))('%s does so', async (command) => {
	const asked = command.replace('http://127.0.0.1:5690', sandbox.controlUrl);
	const { stdout } = await shell(`${asked} --silent --show-error --fail-with-body`, home);
	expect(stdout).not.toContain('"error"');
});

it('the Docker image links the package into n8n’s folder at each start', async () => {
	const [dockerfile] = codeBlocks(read('README.md'), 'dockerfile');
	const [, install, makeScript] = /RUN (.*) \\\n && ([\s\S]*?)\nENV/.exec(dockerfile) ?? [];
	expect(install).toBe('npm install --prefix /opt/nodes --omit=peer n8n-nodes-certified-mail');
	// The paths in the image are moved to a folder of this test.
	const script = join(home, 'with-nodes.sh');
	const here = makeScript
		.replaceAll('/with-nodes.sh', script)
		.replace('exec /docker-entrypoint.sh', 'exec echo started');
	await shell(here, home);

	for (const start of ['first', 'second']) {
		const { stdout } = await shell(`"${script}" ${start}`, home);
		expect(stdout).toBe(`started ${start}\n`);
	}
	const link = join(home, '.n8n/nodes/node_modules/n8n-nodes-certified-mail');
	expect(await readlink(link)).toBe('/opt/nodes/node_modules/n8n-nodes-certified-mail');
});
