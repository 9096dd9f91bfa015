import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Manifest } from './manifest';
import type { Package } from './packages';
import { stage } from './stage';

const run = promisify(execFile);

/** A package as it would be sent to npm. */
export interface Packed {
	package: Package;
	manifest: Manifest;
	/** Folder with what is in the tarball, and the sources of it. */
	staged: string;
	/** Path of the file. */
	tarball: string;
	/** What is in it. Sizes in bytes. */
	files: Array<{ path: string; size: number }>;
	size: number;
	unpackedSize: number;
}

/** What `npm pack --json` tells, as far as it is of use here. */
type NpmReport = [{ filename: string } & Pick<Packed, 'files' | 'size' | 'unpackedSize'>];

/**
 * Makes the tarball of a package, from the nodes as they are built.
 * @param folder for the tarball, and for a folder of the package's name
 */
export async function pack(published: Package, folder: string): Promise<Packed> {
	const staged = join(folder, published.name);
	const manifest = await stage(published, staged);
	await mkdir(folder, { recursive: true });
	const words = ['pack', '--json', '--ignore-scripts', '--pack-destination', folder];
	const { stdout } = await run('npm', words, { cwd: staged });
	const [{ filename, files, size, unpackedSize }] = JSON.parse(stdout) as NpmReport;
	const tarball = join(folder, filename);
	return { package: published, manifest, staged, tarball, files, size, unpackedSize };
}
