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

/** The inputs of a build; in the last of them, npm records the packages that it has installed. */
const SOURCES = [
	'nodes',
	'credentials',
	'package.json',
	'tsconfig.json',
	'tsconfig.build.json',
	'gulpfile.js',
	'node_modules/.package-lock.json',
];

/** A record of the last build; git ignores it. */
const NOTE = '.build.json';

/** The files at a path and below, in a stable order. */
function filesAt(root, path) {
	if (!existsSync(join(root, path))) return [];
	if (statSync(join(root, path)).isFile()) return [path];
	return readdirSync(join(root, path))
		.sort()
		.flatMap((name) => filesAt(root, `${path}/${name}`));
}

/** A digest of the names and contents of files. Timestamps are ignored, because git changes them. */
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
 * Whether `dist/` is up to date: neither its inputs nor its content has changed since the last build.
 * @param {string} root folder of the checkout
 */
exports.isBuilt = (root) => {
	const note = join(root, NOTE);
	if (!existsSync(note)) return false;
	const { sources, dist } = JSON.parse(readFileSync(note, 'utf8'));
	return sources === digestOfSources(root) && dist === digest(root, ['dist']);
};

/**
 * Builds `dist/`, and records its inputs.
 * @param {string} root folder of the checkout
 * @param {() => Promise<void>} build
 */
exports.noting = async (root, build) => {
	// What changes during the build may not be in it.
	const sources = digestOfSources(root);
	await build();
	writeFileSync(join(root, NOTE), JSON.stringify({ sources, dist: digest(root, ['dist']) }));
};
