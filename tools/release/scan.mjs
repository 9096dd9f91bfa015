/**
 * n8n's own scanner, which decides whether a package can be verified:
 *
 *   node tools/release/scan.mjs <checkout> <unpacked tarball>...
 *
 * It finds the source of each package in the checkout, and lints it and what is published, as
 * `npx @n8n/scan-community-package` does. Only the attestation of npm is not asked for: what is not
 * published has none. What several packages share is linted in the first of them. Prints what is found, and
 * ends with 1 if that is anything.
 */
import {
	analyzePackage,
	findPackageRoot,
	SOURCE_FILE_PATTERNS,
} from '@n8n/scan-community-package/scanner/scanner.mjs';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';

/** What the scanner lints of a published package. */
const PUBLISHED_FILE_PATTERNS = ['**/*.js', 'package.json'];

/**
 * Of these the rules look at what is around as well: the manifest, icons, the credentials of the package.
 * Of all else they look at the code alone, and at the development packages that the manifest names: none.
 */
const JUDGED_IN_ITS_PACKAGE = /(^|\/)package\.json$|\.(node|credentials)\.\w+$/;

/** Files that have been linted, by their path in the package and their content. */
const linted = new Set();

/** Patterns that leave out what has been linted in another package, to the byte. */
function withoutLinted(folder) {
	const files = readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map(({ parentPath, name }) => relative(folder, join(parentPath, name)).replaceAll('\\', '/'))
		.filter((file) => /\.(js|ts|json)$/.test(file) && !JUDGED_IN_ITS_PACKAGE.test(file));
	const known = (file) => `${file}\0${readFileSync(join(folder, file), 'utf8')}`;
	const left = files.filter((file) => linted.has(known(file)));
	for (const file of files) linted.add(known(file));
	return left.map((file) => `!${file}`);
}

// Set to `test`, it makes one of the linters take every file for a node.
delete process.env.NODE_ENV;

const [checkout, ...unpacked] = process.argv.slice(2).map((path) => resolve(path));

for (const published of unpacked) {
	const { name } = JSON.parse(readFileSync(join(published, 'package.json'), 'utf8'));
	const source = findPackageRoot(checkout, name);
	if (!source) throw new Error(`${checkout} has no source of ${name}`);
	const results = [
		await analyzePackage(source, [...SOURCE_FILE_PATTERNS, ...withoutLinted(source)]),
		await analyzePackage(published, [...PUBLISHED_FILE_PATTERNS, ...withoutLinted(published)]),
	];
	for (const { passed, message, details } of results) {
		if (passed) continue;
		console.log(`${name}: ${details ?? message}`);
		process.exitCode = 1;
	}
}
