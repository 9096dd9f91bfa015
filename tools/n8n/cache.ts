import { createHash } from 'node:crypto';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { appendFile, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { step } from '../setup/progress.cjs';

/** The package.json that npm installs in a folder. */
export interface Manifest {
	name: string;
	private: true;
	dependencies: Record<string, string>;
	overrides?: Record<string, string>;
}

/** A command that is run in the folder, and its progress label. */
export interface InstallStep {
	label: string;
	command: [file: string, ...words: string[]];
}

/**
 * The folder for installations, outside of any checkout: `CERTIFIED_MAIL_CACHE`, or a folder in the user's cache (XDG
 * Base Directory Specification).
 */
export const cacheFolder = () =>
	process.env.CERTIFIED_MAIL_CACHE ??
	join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'n8n-nodes-certified-mail');

/** The folder of an installation, whether or not it exists. A changed manifest gets another folder. */
export function cachedFolder(name: string, manifest: Manifest): string {
	const digest = createHash('sha256').update(JSON.stringify(manifest)).digest('hex').slice(0, 8);
	return join(cacheFolder(), `${name}-${digest}`);
}

/** Runs a program and logs its output to a file. @throws with the end of the log, if the program fails */
async function run(folder: string, file: string, ...words: string[]): Promise<void> {
	const log = join(folder, 'install.log');
	const child = spawn(file, words, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
	const writes: Array<Promise<void>> = [];
	for (const stream of [child.stdout, child.stderr]) {
		stream.on('data', (text: Buffer) => writes.push(appendFile(log, text)));
	}
	const [code] = (await once(child, 'close')) as [number];
	await Promise.all(writes);
	if (code === 0) return;
	const end = (await readFile(log, 'utf8')).split('\n').slice(-15).join('\n');
	throw new Error(`${file} ${words.join(' ')} failed:\n${end}`);
}

/**
 * The folder of an installation, which is created if it does not exist yet. An aborted installation is never mistaken
 * for a complete one.
 * @throws with the end of the failed program's output
 */
export async function installed(
	name: string,
	manifest: Manifest,
	steps: InstallStep[],
): Promise<string> {
	const folder = cachedFolder(name, manifest);
	if (existsSync(folder)) return folder;
	const unfinished = `${folder}.${process.pid}`;
	try {
		await mkdir(unfinished, { recursive: true });
		await writeFile(join(unfinished, 'package.json'), JSON.stringify(manifest));
		for (const { label, command } of steps) {
			await step(label, async () => await run(unfinished, ...command), { isLong: true });
		}
		await rename(unfinished, folder).catch((error) => {
			// Another process was faster.
			if (!existsSync(folder)) throw error;
		});
	} finally {
		await rm(unfinished, { recursive: true, force: true });
	}
	return folder;
}
