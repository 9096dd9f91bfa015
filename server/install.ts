import { createHash } from 'node:crypto';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { appendFile, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { step } from '../setup/progress.cjs';
import { cacheFolder, manifest } from './release';

/** An n8n on the disk. */
export interface Installation {
	/** The Node.js that it runs on. */
	node: string;
	/** Its command, a script for `node`. */
	n8n: string;
	/** Holds `node`, for what n8n starts by name. */
	bin: string;
}

const installationIn = (folder: string): Installation => ({
	node: join(folder, 'node_modules/node/bin/node'),
	n8n: join(folder, 'node_modules/n8n/bin/n8n'),
	bin: join(folder, 'node_modules/.bin'),
});

/** Runs a program, and keeps its output in a file. @throws with the end of it, if the program fails */
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

/** What has to be done for an installation, and what a person reads meanwhile. */
const steps: Array<[label: string, work: (folder: string) => Promise<void>]> = [
	[
		'Download n8n (once; about three minutes, 3 GB)',
		// One of n8n's dependencies compiles from sources that it downloads, and nothing here needs it.
		async (folder) => await run(folder, 'npm', 'install', '--ignore-scripts', '--no-audit'),
	],
	[
		'Put its Node.js in place, build its database driver (about a minute)',
		async (folder) =>
			await run(folder, 'npm', 'rebuild', 'node', 'sqlite3', '--ignore-scripts=false'),
	],
];

/**
 * The n8n that the package is tried with, installed now if it is not yet. What changes of the manifest
 * is another installation; a broken-off one is never mistaken for a whole one.
 */
export async function installN8n(): Promise<Installation> {
	const digest = createHash('sha256').update(JSON.stringify(manifest)).digest('hex').slice(0, 8);
	const folder = join(cacheFolder(), `n8n-${manifest.dependencies.n8n}-${digest}`);
	if (!existsSync(folder)) {
		const unfinished = `${folder}.${process.pid}`;
		await mkdir(unfinished, { recursive: true });
		await writeFile(join(unfinished, 'package.json'), JSON.stringify(manifest));
		for (const [label, work] of steps) {
			await step(label, async () => await work(unfinished), { isLong: true });
		}
		await rename(unfinished, folder).catch(async (error) => {
			// Another process was faster.
			if (!existsSync(folder)) throw error;
			await rm(unfinished, { recursive: true });
		});
	}
	return installationIn(folder);
}

/** A PATH on which n8n's own Node.js comes first, and before it what else is given. */
export const pathOf = ({ bin }: Installation, ...first: string[]) =>
	[...first, bin, dirname(process.execPath), process.env.PATH].join(':');
