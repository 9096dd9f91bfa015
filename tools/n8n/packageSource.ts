import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { pack, type Packed } from '../release/pack';
import { wholePackage, type Package } from '../release/packages';

const run = promisify(execFile);

/** The registry that n8n uses in place of the public one. */
export interface PackageSource {
	/** Has to come first in n8n's PATH: contains an `npm` that uses this registry. */
	bin: string;
	close: () => Promise<void>;
}

/** A registry's metadata document of a package. */
const documentOf = (manifest: { name: string; version: string }, dist: object) =>
	JSON.stringify({
		name: manifest.name,
		'dist-tags': { latest: manifest.version },
		versions: { [manifest.version]: { ...manifest, dist } },
	});

/** The registry's responses to npm, by path. */
async function answersFor({ manifest, tarball }: Packed, host: string) {
	const { name, version, peerDependencies } = manifest;
	const file = `/${name}-${version}.tgz`;
	const content = await readFile(tarball);
	const integrity = `sha512-${createHash('sha512').update(content).digest('base64')}`;
	// npm also looks up peers that n8n provides, even if it is told to omit them.
	const peers = Object.keys(peerDependencies).map((peer) => [
		`/${peer}`,
		documentOf({ name: peer, version: '1.0.0' }, {}),
	]);
	return {
		...(Object.fromEntries(peers) as Record<string, string>),
		[`/${name}`]: documentOf(manifest, { tarball: `${host}${file}`, integrity }),
		[file]: content,
	};
}

/**
 * Serves packages, built from the current nodes, like npm's registry, so that n8n can install them itself: it checks
 * the version, runs `npm pack` and unpacks the result. n8n allows another registry only with a license, so the `npm` in
 * its PATH is replaced instead.
 * @param folder for the `npm` and the packages
 */
export async function offerPackages(
	folder: string,
	packages: Package[] = [wholePackage],
): Promise<PackageSource> {
	const answers: Record<string, string | Buffer> = {};
	const server = createServer(({ url = '' }, response) => {
		if (Object.hasOwn(answers, url)) response.end(answers[url]);
		else response.writeHead(404).end('{}');
	}).listen(0, '127.0.0.1');
	await once(server, 'listening');
	const { port } = server.address() as AddressInfo;
	const host = `http://127.0.0.1:${port}`;
	for (const each of packages) {
		Object.assign(answers, await answersFor(await pack(each, join(folder, 'packages')), host));
	}

	const bin = join(folder, 'bin');
	await mkdir(bin, { recursive: true });
	const { stdout: npm } = await run('sh', ['-c', 'command -v npm']);
	// If an option is given twice, npm uses the last one.
	const script = `#!/bin/sh\nexec "${npm.trim()}" "$@" --registry=${host}\n`;
	await writeFile(join(bin, 'npm'), script);
	await chmod(join(bin, 'npm'), 0o755);
	return {
		bin,
		close: async () => {
			server.closeAllConnections();
			server.close();
			await once(server, 'close');
		},
	};
}
