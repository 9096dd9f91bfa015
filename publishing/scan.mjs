/**
 * n8n's own scanner, which decides whether a package can be verified:
 *
 *   node publishing/scan.mjs <checkout> <unpacked tarball>...
 *
 * It finds the source of each package in the checkout, and lints it and what is published, as
 * `npx @n8n/scan-community-package` does. Only the attestation of npm is not asked for: what is not
 * published has none. Prints what is found, and ends with 1 if that is anything.
 */
import {
	analyzePackage,
	findPackageRoot,
	SOURCE_FILE_PATTERNS,
} from '@n8n/scan-community-package/scanner/scanner.mjs';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** What the scanner lints of a published package. */
const PUBLISHED_FILE_PATTERNS = ['**/*.js', 'package.json'];

// Set to `test`, it makes one of the linters take every file for a node.
delete process.env.NODE_ENV;

const [checkout, ...unpacked] = process.argv.slice(2).map((path) => resolve(path));

for (const published of unpacked) {
	const { name } = JSON.parse(readFileSync(join(published, 'package.json'), 'utf8'));
	const source = findPackageRoot(checkout, name);
	if (!source) throw new Error(`${checkout} has no source of ${name}`);
	const results = [
		await analyzePackage(source, SOURCE_FILE_PATTERNS),
		await analyzePackage(published, PUBLISHED_FILE_PATTERNS),
	];
	for (const { passed, message, details } of results) {
		if (passed) continue;
		console.log(`${name}: ${details ?? message}`);
		process.exitCode = 1;
	}
}
