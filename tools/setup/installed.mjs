import { existsSync, lstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const packagesIn = (lockfile) => JSON.parse(readFileSync(lockfile, 'utf8')).packages;

/**
 * Whether node_modules is a link and so belongs to someone else: npm empties it before it installs, even through a
 * link.
 * @param {string} root folder of the checkout
 */
export const isLinked = (root) =>
	lstatSync(join(root, 'node_modules'), { throwIfNoEntry: false })?.isSymbolicLink() ?? false;

/**
 * Whether node_modules contains what package-lock.json requires. npm records what it has installed in its own lockfile.
 * Optional packages may be missing: most are for other platforms.
 * @param {string} root folder of the checkout
 */
export function isInstalled(root) {
	const note = join(root, 'node_modules/.package-lock.json');
	if (!existsSync(note)) return false;
	const present = packagesIn(note);
	return Object.entries(packagesIn(join(root, 'package-lock.json')))
		.filter(([folder]) => folder !== '')
		.every(([folder, { version, integrity, optional }]) => {
			const found = present[folder];
			if (!found) return optional === true;
			return (
				found.version === version &&
				found.integrity === integrity &&
				existsSync(join(root, folder, 'package.json'))
			);
		});
}
