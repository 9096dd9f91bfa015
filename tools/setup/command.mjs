/** Runs on a fresh clone before anything is installed, so it imports only Node.js modules. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { isInstalled, isLinked } from './installed.mjs';
import { npm } from './npm.mjs';
import { bold, red, say, step } from './progress.cjs';

const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');

const OLDEST_NODE = 20;

async function prepare() {
	if (isInstalled(root)) await step('Packages are installed already', () => {});
	else if (isLinked(root)) {
		throw new Error(
			'node_modules is a link to another folder and lacks packages; npm would delete what is in it. ' +
				'Remove the link, or install where it leads.',
		);
	} else
		await step('Install the packages (once; a minute or two)', () => npm(root, 'ci'), {
			isLong: true,
		});
	await step('Build the nodes', () => npm(root, 'run', 'build'));
}

/** Runs tsx as a loader of Node.js instead of its command, which is a shell script on some systems. */
async function play(main, words) {
	const child = spawn(process.execPath, ['--import', 'tsx', fileURLToPath(main), ...words], {
		cwd: root,
		stdio: 'inherit',
	});
	// Ctrl-C also reaches the child, which exits in its own time.
	process.on('SIGINT', () => {});
	process.on('SIGTERM', () => child.kill('SIGTERM'));
	const [code] = await once(child, 'exit');
	return code ?? 1;
}

/** The first argument that is neither an option of the command nor the value of one. */
function unknownWord(words, options) {
	for (let index = 0; index < words.length; index++) {
		const option = options.find(({ name }) => name === words[index]);
		if (!option) return words[index];
		if (option.takesValue) index++;
	}
	return undefined;
}

async function start({ title, introduction, help, options = [], main }, words) {
	if (words.some((word) => word === '--help' || word === '-h')) {
		process.stdout.write(help);
		return 0;
	}
	const unknown = unknownWord(words, options);
	if (unknown) throw new Error(`There is no option '${unknown}'; see --help`);
	if (Number(process.versions.node.split('.')[0]) < OLDEST_NODE) {
		throw new Error(
			`This needs Node.js ${OLDEST_NODE} or later, and here is ${process.versions.node}`,
		);
	}
	say(bold(title));
	say(`\n${introduction}\n`);
	say(bold('Getting ready'));
	await prepare();
	return await play(main, words);
}

/**
 * A command of this checkout that does its own set-up: installs the development packages if they are
 * not there yet, builds the nodes, and runs a TypeScript program with the words it was given.
 * @param {{
 *   title: string, introduction: string, help: string,
 *   options?: Array<{ name: string, takesValue?: boolean }>, main: URL,
 * }} command
 */
export async function command(command) {
	try {
		process.exitCode = await start(command, process.argv.slice(2));
	} catch (error) {
		say(`\n${red(error.message)}`);
		process.exitCode = 1;
	}
}
