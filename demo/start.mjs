/**
 * `npm run demo`: gets everything ready that `main.ts` needs, and runs it. This runs on a fresh clone,
 * so it imports nothing but Node.js.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { isInstalled, isLinked } from './installed.mjs';
import { npm } from './npm.mjs';
import { bold, red, say, step } from './progress.mjs';

const root = fileURLToPath(new URL('..', import.meta.url)).replace(/[\\/]$/, '');

const OLDEST_NODE = 20;

const help = `Mail goes out, and its proof comes back: a demonstration on this computer alone.

Usage:
  npm run demo              needs Node.js ${OLDEST_NODE} or later, npm, and nothing else
  npm run demo -- --help    this text

What it does:
  - installs the development packages, if they are not there yet (npm ci), and builds the nodes
  - starts a sandbox, which plays the providers, and n8n's own workflow engine
  - runs the workflows of examples/, one provider after the other: mail goes out, the sandbox's
    clock is moved by minutes or days, and what became of the mail comes in
  - writes the proof, as files, into a folder for each provider in demo-output/, which it empties first

No account is needed, no mail leaves this computer, and nothing is left running.
It ends with 0 only if all of that happened; otherwise it says what is missing and ends with 1.
`;

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

/** tsx as Node.js' loader, and not its command: that one is a shell script on some systems. */
async function play() {
	const main = fileURLToPath(new URL('main.ts', import.meta.url));
	const child = spawn(process.execPath, ['--import', 'tsx', main], { cwd: root, stdio: 'inherit' });
	const [code] = await once(child, 'exit');
	return code ?? 1;
}

async function start(words) {
	if (words.some((word) => word === '--help' || word === '-h')) {
		process.stdout.write(help);
		return 0;
	}
	if (words.length > 0) throw new Error(`There is no option '${words[0]}'; see --help`);
	if (Number(process.versions.node.split('.')[0]) < OLDEST_NODE) {
		throw new Error(
			`This needs Node.js ${OLDEST_NODE} or later, and here is ${process.versions.node}`,
		);
	}
	say(bold('Mail goes out, and its proof comes back'));
	say(`
Everything happens on this computer: a sandbox plays the providers, and n8n's own engine runs the
workflows of examples/. No account is needed, and no real mail is sent.
`);
	say(bold('Getting ready'));
	await prepare();
	return await play();
}

try {
	process.exitCode = await start(process.argv.slice(2));
} catch (error) {
	say(`\n${red(error.message)}`);
	process.exitCode = 1;
}
