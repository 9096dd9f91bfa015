import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { pack, type Packed } from '../../../tools/release/pack';
import { allPackages, repository } from '../../../tools/release/packages';

const run = promisify(execFile);

/** All packages, made and unpacked in a folder of their own. */
export interface PackedPackages {
	/** Holds the tarballs, and a folder for each package with its sources. */
	folder: string;
	packed: Packed[];
	/** Where a package is unpacked, as `npm install` leaves it. */
	directoryOf: (name: string) => string;
	delete: () => Promise<void>;
}

/** Makes all packages from the nodes as they are built. */
export async function packedPackages(): Promise<PackedPackages> {
	const folder = await mkdtemp(join(tmpdir(), 'certified-mail-packages-'));
	const directoryOf = (name: string) => join(folder, 'node_modules', name);
	const packed = await Promise.all(allPackages.map(async (each) => await pack(each, folder)));
	for (const { manifest, tarball } of packed) {
		const directory = directoryOf(manifest.name);
		await mkdir(directory, { recursive: true });
		await run('tar', ['-xzf', tarball, '-C', directory, '--strip-components', '1']);
	}
	// n8n gives its own to every package.
	await symlink(
		join(repository, 'node_modules/n8n-workflow'),
		join(folder, 'node_modules/n8n-workflow'),
	);
	return {
		folder,
		packed,
		directoryOf,
		delete: async () => await rm(folder, { recursive: true, force: true }),
	};
}
