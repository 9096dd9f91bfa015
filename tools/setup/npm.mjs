import { spawn } from 'node:child_process';

/**
 * The npm that runs this process, if any: its script is started with Node.js directly, because on Windows no npm
 * executable can be started without a shell.
 */
function command() {
	const script = process.env.npm_execpath;
	if (script?.endsWith('npm-cli.js')) return { file: process.execPath, first: [script] };
	return { file: 'npm', first: [], shell: process.platform === 'win32' };
}

/**
 * Runs npm and captures its output.
 * @param {string} root folder of the checkout
 * @param {string[]} words
 * @throws {Error} with the output, if npm fails
 */
export async function npm(root, ...words) {
	const { file, first, shell } = command();
	const child = spawn(file, [...first, ...words], { cwd: root, shell, stdio: 'pipe' });
	let output = '';
	for (const stream of [child.stdout, child.stderr]) {
		stream.setEncoding('utf8').on('data', (text) => (output += text));
	}
	await new Promise((resolve, reject) => {
		child.once('error', ({ message }) => reject(new Error(`npm could not be started: ${message}`)));
		child.once('close', (code) => {
			if (code === 0) resolve();
			else reject(new Error(`npm ${words.join(' ')} failed:\n${output.replaceAll(root, '.')}`));
		});
	});
}
