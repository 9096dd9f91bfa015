const { execFile } = require('node:child_process');
const { rm } = require('node:fs/promises');
const { promisify } = require('node:util');
const { dest, series, src } = require('gulp');
const { isBuilt, noting } = require('./tools/setup/built.cjs');

/** Runs the command of a development package. Throws with what it said. */
const run = async (script, ...words) =>
	await promisify(execFile)(process.execPath, [require.resolve(script), ...words]).catch(
		({ stdout, stderr }) => {
			throw new Error(`${stdout}${stderr}`);
		},
	);

/** Starts the build from nothing, so that a deleted node can't live on in the package. */
const clean = () => rm('dist', { recursive: true, force: true });

const compile = () => run('typescript/bin/tsc', '-p', 'tsconfig.build.json');

/** Puts what the compiler leaves behind beside the compiled nodes: icons and codex files. */
const assets = () =>
	src(['nodes/**/*.{svg,json}', 'credentials/**/*.svg'], { base: '.', encoding: false }).pipe(
		dest('dist'),
	);

/** What n8n reads in place of the code when it starts, by its own generator. */
const metadata = () => run('n8n-core/bin/generate-metadata');

const make = promisify(series(clean, compile, assets, metadata));

/** Builds the nodes, if `dist/` is not what that would make. */
async function build() {
	if (isBuilt(__dirname)) console.log('dist/ is built already');
	else await noting(__dirname, make);
}

module.exports = { build };
