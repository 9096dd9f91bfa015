import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { step } from '../setup/progress.cjs';

/** Whether this is Debian or Ubuntu and this process may install packages (as root). */
const isOwnDebian = () => existsSync('/etc/debian_version') && process.getuid?.() === 0;

/** @throws with the output of apt-get, if it fails */
async function aptGet(...words: string[]): Promise<void> {
	const child = spawn('apt-get', words, {
		stdio: ['ignore', 'pipe', 'pipe'],
		env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
	});
	let output = '';
	for (const stream of [child.stdout, child.stderr]) {
		stream.setEncoding('utf8').on('data', (text: string) => (output += text));
	}
	const [code] = (await once(child, 'close')) as [number];
	if (code !== 0) throw new Error(`apt-get ${words.join(' ')} failed:\n${output}`);
}

/**
 * Installs Debian packages, if possible: on Debian, as root.
 * @param advice how to get them elsewhere
 * @throws with the advice elsewhere, and with the output of apt-get if it fails
 */
export async function installFromDebian(packages: string[], advice: string): Promise<void> {
	if (!isOwnDebian()) throw new Error(advice);
	const work = async () => {
		await aptGet('update');
		await aptGet('install', '-y', '--no-install-recommends', ...packages);
	};
	await step(`Install ${packages.join(' and ')} (once)`, work, { isLong: true });
}
