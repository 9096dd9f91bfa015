import { existsSync, lstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const packagesIn = (lockfile) => JSON.parse(readFileSync(lockfile, 'utf8')).packages;

/**
 * Whether node_modules belongs to someone else: npm empties it before it installs, also through a link.
 * @param {string} root folder of the checkout
 */
export const isLinked = (root) =>
	lstatSync(join(root, 'node_modules'), { throwIfNoEntry: false })?.isSymbolicLink() ?? false;

/**
 * Whether node_modules holds what package-lock.json asks for. npm notes what it has installed in a
 * lockfile of its own. Optional packages may be absent: most are for other systems than this one.
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
