import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { repository } from '../../../tools/release/packages';
import type { PackedPackages } from './packedPackages';

const run = promisify(execFile);

/**
 * What n8n's scanner finds in packages whose sources are in a checkout: a line for each package with
 * findings begins with its name. Empty if all pass.
 */
export async function findings(checkout: string, directories: string[]): Promise<string> {
	const words = [join(repository, 'tools/release/scan.mjs'), checkout, ...directories];
	return await run(process.execPath, words).then(
		({ stdout, stderr }) => stdout + stderr,
		({ stdout, stderr }: { stdout: string; stderr: string }) => stdout + stderr,
	);
}

/** A clone of the commit that a release is published from, as far as it holds the packages. */
export async function releasedSources({ folder, packed }: PackedPackages): Promise<string> {
	const release = mkdtempSync(join(folder, 'release-'));
	const git = async (...words: string[]) => await run('git', words, { cwd: release });
	for (const { staged, manifest } of packed) {
		cpSync(staged, join(release, 'packages', manifest.name), { recursive: true });
	}
	await git('init', '--quiet');
	await git('config', 'user.name', 'Release');
	await git('config', 'user.email', 'release@example.org');
	await run(join(repository, 'tools/release/commit-sources.sh'), ['packages-v1'], { cwd: release });
	const checkout = mkdtempSync(join(folder, 'checkout-'));
	await git('clone', '--quiet', '--branch', 'packages-v1', release, checkout);
	return checkout;
}

/**
 * Adds to a checkout another package with the sources of one, and something other in one of them.
 * @returns where it is unpacked
 */
export function addSpoilt(
	checkout: string,
	{ folder, directoryOf }: PackedPackages,
	[name, spoilt]: [string, string],
	file: string,
	[good, bad]: [string, string],
): string {
	const sources = join(checkout, 'spoilt', spoilt);
	const unpacked = join(folder, 'spoilt', spoilt);
	const replace = (path: string, from: string, to: string) =>
		writeFileSync(path, readFileSync(path, 'utf8').replace(from, to));
	for (const [from, to] of [
		[join(checkout, 'packages', name), sources],
		[directoryOf(name), unpacked],
	]) {
		cpSync(from, to, { recursive: true });
		replace(join(to, 'package.json'), `"${name}"`, `"${spoilt}"`);
	}
	replace(join(sources, file), good, bad);
	return unpacked;
}
