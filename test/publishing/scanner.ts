import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { repository } from '../../publishing/packages';
import type { PackedPackages } from './packedPackages';

const run = promisify(execFile);

/** What n8n's scanner finds in packages whose sources are in a checkout; empty if they pass. */
export async function findings(
	checkout: string,
	names: string[],
	{ directoryOf }: PackedPackages,
): Promise<string> {
	const words = [
		join(repository, 'publishing/scan.mjs'),
		checkout,
		...names.map((name) => directoryOf(name)),
	];
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
	await run(join(repository, 'publishing/commit-sources.sh'), ['packages-v1'], { cwd: release });
	const checkout = mkdtempSync(join(folder, 'checkout-'));
	await git('clone', '--quiet', '--branch', 'packages-v1', release, checkout);
	return checkout;
}

/** The sources of a package, with something other in one of them. */
export function spoiltSources(
	{ folder, packed }: PackedPackages,
	name: string,
	file: string,
	[good, bad]: [string, string],
): string {
	const spoilt = mkdtempSync(join(folder, 'spoilt-'));
	const { staged } = packed.find(({ manifest }) => manifest.name === name)!;
	cpSync(staged, join(spoilt, name), { recursive: true });
	const path = join(spoilt, name, file);
	writeFileSync(path, readFileSync(path, 'utf8').replace(good, bad));
	return spoilt;
}
