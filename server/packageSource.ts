import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const repository = resolve(__dirname, '..');

/** Where n8n gets a package from, in place of the public registry. */
export interface PackageSource {
	/** Has to come first on n8n's PATH: holds an `npm` that asks this source. */
	bin: string;
	name: string;
	version: string;
	close: () => Promise<void>;
}

interface Tarball {
	content: Buffer;
	manifest: { name: string; version: string };
}

/** What `npm publish` would send. */
async function pack(packageDirectory: string): Promise<Tarball> {
	const folder = await mkdtemp(join(tmpdir(), 'certified-mail-pack-'));
	try {
		await run('npm', ['pack', '--ignore-scripts', '--pack-destination', folder], {
			cwd: packageDirectory,
		});
		const [file] = await readdir(folder);
		return {
			content: await readFile(join(folder, file)),
			manifest: JSON.parse(
				await readFile(join(packageDirectory, 'package.json'), 'utf8'),
			) as Tarball['manifest'],
		};
	} finally {
		await rm(folder, { recursive: true });
	}
}

/**
 * Offers a built package as npm's registry would, so that n8n can install it by its own means: it checks
 * the version, runs `npm pack` and unpacks what it gets. n8n takes another registry only with a licence,
 * so what is other here is the `npm` that it finds.
 * @param folder where the `npm` is put
 */
export async function offerPackage(
	folder: string,
	packageDirectory = repository,
): Promise<PackageSource> {
	const { content, manifest } = await pack(packageDirectory);
	const { name, version } = manifest;
	const integrity = `sha512-${createHash('sha512').update(content).digest('base64')}`;
	const server = createServer((request, response) => {
		if (request.url?.endsWith('.tgz')) response.end(content);
		else if (request.url === `/${name}`) {
			const tarball = `http://${request.headers.host}/${name}-${version}.tgz`;
			const versions = { [version]: { ...manifest, dist: { tarball, integrity } } };
			response.setHeader('content-type', 'application/json');
			response.end(JSON.stringify({ name, 'dist-tags': { latest: version }, versions }));
		} else response.writeHead(404).end('{}');
	}).listen(0, '127.0.0.1');
	await once(server, 'listening');
	const { port } = server.address() as AddressInfo;

	const bin = join(folder, 'bin');
	await mkdir(bin, { recursive: true });
	const { stdout: npm } = await run('sh', ['-c', 'command -v npm']);
	// Of an option that is given twice, npm takes the last.
	const script = `#!/bin/sh\nexec "${npm.trim()}" "$@" --registry=http://127.0.0.1:${port}\n`;
	await writeFile(join(bin, 'npm'), script);
	await chmod(join(bin, 'npm'), 0o755);
	return {
		bin,
		name,
		version,
		close: async () => {
			server.closeAllConnections();
			server.close();
			await once(server, 'close');
		},
	};
}
