import { cp, mkdtemp, readdir, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { freePort } from '../../tools/n8n/freePort';
import { signIn } from '../../tools/n8n/owner';
import { runService, type Service } from '../../tools/n8n/service';
import { repository } from '../docs/markdown';
import { until } from '../support/until';

/** A separate checkout, because `npm run n8n` stores and builds its files in the checkout. */
let checkout: string;
let command: Service;

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

/** Whether any process that the command has started is still running. */
function isLeft(): boolean {
	try {
		return process.kill(-command.pid, 0);
	} catch {
		return false;
	}
}

beforeAll(copyCheckout);
afterAll(async () => {
	await command?.kill();
	await rm(checkout, { recursive: true, force: true, maxRetries: 5 });
});

it('npm run n8n opens an n8n with the examples, prints where it is, and ends by Ctrl-C', async () => {
	const url = `http://localhost:${await freePort()}`;
	const words = ['--prefix', checkout, 'run', 'n8n', '--', '--port', new URL(url).port];
	command = runService(['npm', ...words], {
		name: 'npm run n8n',
		isReady: async () => command.log().includes('Ctrl-C ends all of it'),
		endSignal: 'SIGINT',
	});
	await command.untilReady();
	expect(command.log()).toContain(url);
	const logFile = join(checkout, '.n8n/n8n.log');
	expect(command.log()).toContain(logFile);
	expect(await readFile(logFile, 'utf8')).toContain('Editor is now accessible');

	const rest = await signIn(url);
	const credentials = await rest.call<Array<{ name: string }>>('GET', '/credentials');
	expect(credentials.map(({ name }) => name)).toContain('Stampee account');
	expect(credentials.filter(({ name }) => !name.endsWith(' account'))).toEqual([]);
	const workflows = await rest.call<unknown[]>('GET', '/workflows');
	expect(workflows).toHaveLength((await readdir(join(repository, 'examples'))).length);

	await command.stop();
	expect(await until(() => !isLeft())).toBe(true);
	await expect(fetch(url)).rejects.toThrow();
});
