const { createHash } = require('node:crypto');
const {
	existsSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	statSync,
	writeFileSync,
} = require('node:fs');
const { join } = require('node:path');

/** All that a build is made from; npm notes in the last of them which packages it has installed. */
const SOURCES = [
	'nodes',
	'credentials',
	'package.json',
	'tsconfig.json',
	'tsconfig.build.json',
	'gulpfile.js',
	'node_modules/.package-lock.json',
];

/** Tells of the last build; git ignores it. */
const NOTE = '.build.json';

/** The files at a path and below it, in an order that is always the same. */
function filesAt(root, path) {
	if (!existsSync(join(root, path))) return [];
	if (statSync(join(root, path)).isFile()) return [path];
	return readdirSync(join(root, path))
		.sort()
		.flatMap((name) => filesAt(root, `${path}/${name}`));
}

/** A digest of the names and contents of files. Times are not asked: git sets them as it likes. */
function digest(root, paths) {
	const hash = createHash('sha256');
	for (const file of paths.flatMap((path) => filesAt(root, path))) {
		const content = readFileSync(join(root, file));
		hash.update(`${file}\0${content.length}\0`).update(content);
	}
	return hash.digest('hex');
}

const digestOfSources = (root) => digest(root, SOURCES);

/**
 * Whether `dist/` is what a build would make: nothing that goes into it has changed since the last one, nor
 * has anything in it.
 * @param {string} root folder of the checkout
 */
exports.isBuilt = (root) => {
	const note = join(root, NOTE);
	if (!existsSync(note)) return false;
	const { sources, dist } = JSON.parse(readFileSync(note, 'utf8'));
	return sources === digestOfSources(root) && dist === digest(root, ['dist']);
};

/**
 * Makes `dist/`, and notes what it was made from.
 * @param {string} root folder of the checkout
 * @param {() => Promise<void>} build
 */
exports.noting = async (root, build) => {
	// What changes during the build may not be in it.
	const sources = digestOfSources(root);
	await build();
	writeFileSync(join(root, NOTE), JSON.stringify({ sources, dist: digest(root, ['dist']) }));
};
