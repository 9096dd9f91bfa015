import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const script = resolve(__dirname, '../../../tools/release/publish.sh');

let folder: string;
let registry: Server;

/** A registry that has one package and takes none. */
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'certified-mail-publish-'));
	registry = createServer(({ url }, response) => {
		if (url !== '/published') response.writeHead(404).end('{}');
		else response.end(JSON.stringify({ name: 'published', versions: { '1.0.0': VERSION } }));
	}).listen(0, '127.0.0.1');
	await once(registry, 'listening');
	await mkdir(join(folder, 'packages'));
	for (const name of ['published', 'fresh']) await makeTarball(name);
});
afterAll(async () => {
	registry.closeAllConnections();
	registry.close();
	await rm(folder, { recursive: true });
});

const VERSION = { name: 'published', version: '1.0.0', dist: {} };

/** A package whose scripts leave a trace if they are run. */
async function makeTarball(name: string): Promise<void> {
	const sources = join(folder, name, 'package');
	await mkdir(sources, { recursive: true });
	const trace = `touch ${JSON.stringify(join(folder, 'trace'))}`;
	const scripts = { prepublishOnly: trace, prepack: trace, publish: trace, postpublish: trace };
	await writeFile(
		join(sources, 'package.json'),
		JSON.stringify({ name, version: '1.0.0', scripts }),
	);
	const tarball = join(folder, 'packages', `${name}-1.0.0.tgz`);
	await run('tar', ['-czf', tarball, '-C', join(folder, name), 'package']);
}

it('publishes what is not published yet from a folder of tarballs, and runs nothing of it', async () => {
	const { port } = registry.address() as AddressInfo;
	const clean = await mkdtemp(join(folder, 'clean-'));
	const { stdout } = await run('sh', [script, join(folder, 'packages'), '--dry-run'], {
		cwd: clean,
		env: {
			...process.env,
			npm_config_registry: `http://127.0.0.1:${port}/`,
			npm_config_cache: join(folder, 'cache'),
		},
	});

	expect(stdout.trim().split('\n')).toEqual([
		'+ fresh@1.0.0',
		'published@1.0.0 is published already',
	]);
	expect(existsSync(join(folder, 'trace'))).toBe(false);
});
