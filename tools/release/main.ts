import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { bold, red, say, step } from '../setup/progress.cjs';
import { missingIn, unwantedIn } from './contents';
import { pack, type Packed } from './pack';
import { allPackages, repository } from './packages';

/** In the checkout; excluded in the ignore files of git and the linters. */
const FOLDER = 'packages';

const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(1).padStart(8)} kB`;

function printFiles({ manifest, files }: Packed): void {
	say(`\n${bold(manifest.name)}`);
	for (const { path, size } of files) say(`${kilobytes(size)}  ${path}`);
}

function printSizes(packed: Packed[]): void {
	say(`\n${bold('package'.padEnd(40))} files    unpacked      packed`);
	for (const { manifest, files, unpackedSize, size } of packed) {
		const name = `${manifest.name} ${manifest.version}`.padEnd(40);
		say(
			`${name} ${String(files.length).padStart(5)} ${kilobytes(unpackedSize)} ${kilobytes(size)}`,
		);
	}
}

/** The problems with the files of a package, as text. */
function faultsOf({ package: published, files }: Packed): string[] {
	const paths = files.map(({ path }) => path);
	const { name } = published;
	return [
		...unwantedIn(published, paths).map((path) => `${name}: ${path} should not be there`),
		...missingIn(paths).map((path) => `${name}: ${path} is missing`),
	];
}

async function main(): Promise<void> {
	const { values } = parseArgs({ options: { list: { type: 'boolean' } } });
	const folder = join(repository, FOLDER);
	// A package of an earlier version would otherwise be published with the others.
	await rm(folder, { recursive: true, force: true });
	const packed: Packed[] = [];
	for (const each of allPackages) {
		packed.push(await step(`Pack ${each.name}`, async () => await pack(each, folder)));
	}
	if (values.list) packed.forEach(printFiles);
	printSizes(packed);
	const faults = packed.flatMap(faultsOf);
	if (faults.length > 0) throw new Error(faults.join('\n'));
	say(`\nThe tarballs are in ${FOLDER}/, and beside each a folder with its sources.`);
}

main().catch(({ message }: Error) => {
	say(red(message));
	process.exitCode = 1;
});
