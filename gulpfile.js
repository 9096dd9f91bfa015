const { rm } = require('node:fs/promises');
const { dest, src } = require('gulp');

/** Starts the build from nothing, so that a deleted node can't live on in the package. */
const clean = () => rm('dist', { recursive: true, force: true });

/** Puts what the compiler leaves behind beside the compiled nodes: icons and codex files. */
const assets = () =>
	src(['nodes/**/*.{svg,json}', 'credentials/**/*.svg'], { base: '.', encoding: false }).pipe(
		dest('dist'),
	);

module.exports = { assets, clean };
