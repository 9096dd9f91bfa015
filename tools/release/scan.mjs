/**
 * n8n's own scanner, which decides whether a package can be verified:
 *
 *   node tools/release/scan.mjs <checkout> <unpacked tarball>...
 *
 * It finds the source of each package in the checkout, and lints it and what is published, like
 * `npx @n8n/scan-community-package`. Only npm's attestation is not checked: unpublished packages have none. Files
 * that several packages share are linted in the first of them. Prints the findings, and exits with 1 if there are any.
 */
import {
	analyzePackage,
	findPackageRoot,
	SOURCE_FILE_PATTERNS,
} from '@n8n/scan-community-package/scanner/scanner.mjs';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';

/** The files of a published package that the scanner lints. */
const PUBLISHED_FILE_PATTERNS = ['**/*.js', 'package.json'];

/**
 * For these files the rules also look at their surroundings: the manifest, icons, the package's credentials. For all
 * others they look only at the code, and at the manifest's development packages, of which there are none.
 */
const JUDGED_IN_ITS_PACKAGE = /(^|\/)package\.json$|\.(node|credentials)\.\w+$/;

/** Linted files, by path in the package and content. */
const linted = new Set();

/** Patterns that exclude files that were linted in another package with identical content. */
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

// If this is `test`, one of the linters treats every file as a node.
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
