import { spawn, type ChildProcess } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { freePort } from '../../server/freePort';
import { signIn } from '../../server/owner';
import { until } from '../support/until';

const repository = resolve(__dirname, '../..');

/** A checkout of its own, for what `npm run n8n` keeps and builds lies in the checkout. */
let checkout: string;
let command: ChildProcess;

async function copyCheckout(): Promise<void> {
	checkout = await mkdtemp(join(tmpdir(), 'certified-mail-command-'));
	const ignored = (await readFile(join(repository, '.gitignore'), 'utf8'))
		.split('\n')
		.map((line) => line.replace('/', ''));
	await cp(repository, checkout, {
		recursive: true,
		filter: (path) => !['.git', ...ignored].includes(basename(path)),
	});
	await symlink(join(repository, 'node_modules'), join(checkout, 'node_modules'), 'junction');
}

/** Sends a signal to all that the command has started, as a terminal does. @returns whether any of it was left */
function signal(name: NodeJS.Signals | 0): boolean {
	try {
		return process.kill(-command.pid!, name);
	} catch {
		return false;
	}
}

/** What the command has printed when it prints the given words. @throws if it ends without them */
async function printedWith(words: string): Promise<string> {
	let text = '';
	return await new Promise((found, failed) => {
		command.stdout!.on('data', (chunk) => {
			text += String(chunk);
			if (text.includes(words)) found(text);
		});
		command.once('exit', () => failed(new Error(`It ended without '${words}':\n${text}`)));
	});
}

beforeAll(copyCheckout);
afterAll(async () => {
	if (command) signal('SIGKILL');
	await rm(checkout, { recursive: true, force: true, maxRetries: 5 });
});

it('npm run n8n opens an n8n with the examples, prints where it is, and ends by Ctrl-C', async () => {
	const url = `http://localhost:${await freePort()}`;
	command = spawn('npm', ['run', 'n8n', '--', '--port', new URL(url).port], {
		cwd: checkout,
		detached: true,
		stdio: ['ignore', 'pipe', 'inherit'],
	});
	expect(await printedWith('Ctrl-C ends all of it')).toContain(url);

	const rest = await signIn(url);
	const workflows = await rest.call<unknown[]>('GET', '/workflows');
	expect(workflows).toHaveLength((await readdir(join(repository, 'examples'))).length);

	signal('SIGINT');
	expect(await until(() => !signal(0))).toBe(true);
	await expect(fetch(url)).rejects.toThrow();
});
