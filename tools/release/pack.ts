import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Manifest } from './manifest';
import type { Package } from './packages';
import { stage } from './stage';

const run = promisify(execFile);

/** A package as it would be published to npm. */
export interface Packed {
	package: Package;
	manifest: Manifest;
	/** Folder with the tarball's content and its sources. */
	staged: string;
	/** Path of the tarball. */
	tarball: string;
	/** The files in it. Sizes in bytes. */
	files: Array<{ path: string; size: number }>;
	size: number;
	unpackedSize: number;
}

/** The relevant part of the output of `npm pack --json`. */
type NpmReport = [{ filename: string } & Pick<Packed, 'files' | 'size' | 'unpackedSize'>];

/**
 * Creates the tarball of a package from the built nodes.
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
