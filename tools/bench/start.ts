import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { pack } from '../release/pack';
import { repository, wholePackage } from '../release/packages';
import { inTurns, median, type Benchmark } from './benchmark';
import type { Loaded } from './loadPackage';

const run = promisify(execFile);

/** A popular package, published by Mendable. Declarative nodes, one credential. */
const published = '@mendable/n8n-nodes-firecrawl@2.1.2';

const ROUNDS = 9;

/** Packs a folder or a published package and unpacks it, as `npm install` would leave it. */
async function unpack(what: string, folder: string): Promise<string> {
	await run('npm', ['pack', what, '--ignore-scripts', '--silent', '--pack-destination', folder], {
		cwd: repository,
	});
	const [tarball] = (await readdir(folder)).filter((name) => name.endsWith('.tgz'));
	await run('tar', ['-xzf', join(folder, tarball), '-C', folder]);
	await rm(join(folder, tarball));
	return join(folder, 'package');
}

async function sizeOf(folder: string): Promise<number> {
	const files = await readdir(folder, { recursive: true, withFileTypes: true });
	const sizes = files
		.filter((entry) => entry.isFile())
		.map(async ({ parentPath, name }) => (await stat(join(parentPath, name))).size);
	return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}

/** Creates a minimal package. */
async function makeEmpty(folder: string): Promise<string> {
	const directory = join(folder, 'empty');
	const n8n = { nodes: [], credentials: [] };
	const contents = {
		'package.json': { name: 'n8n-nodes-empty', version: '1.0.0', n8n },
		'dist/known/nodes.json': {},
		'dist/known/credentials.json': {},
		'dist/types/nodes.json': [],
		'dist/types/credentials.json': [],
	};
	for (const [name, content] of Object.entries(contents)) {
		const path = join(directory, name);
		await mkdir(dirname(path), { recursive: true });
		await writeFile(path, JSON.stringify(content));
	}
	return directory;
}

/** Loads a package after another one, in a separate process. */
async function load(first: string, directory: string): Promise<Loaded> {
	const { stdout } = await run(
		process.execPath,
		['--expose-gc', '--import', 'tsx', join(__dirname, 'loadPackage.ts'), first, directory],
		{ cwd: repository, env: { ...process.env, N8N_LOG_LEVEL: 'silent' } },
	);
	return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Loaded;
}

/** Unpacks the packages to compare into adjacent folders. */
async function unpackAll(folder: string): Promise<Record<string, string>> {
	const unpacked = async (name: string, what: string) => {
		const place = join(folder, name);
		await mkdir(place);
		return await unpack(what, place);
	};
	const { tarball } = await pack(wholePackage, join(folder, 'packages'));
	const whole = await unpacked('whole', tarball);
	const bare = join(folder, 'bare');
	await cp(whole, bare, { recursive: true });
	for (const metadata of ['known', 'types'])
		await rm(join(bare, 'dist', metadata), { recursive: true });
	return {
		'this package': whole,
		'this package without lazy metadata': bare,
		[published]: await unpacked('published', published),
	};
}

export const start: Benchmark = {
	name: 'start',
	title: "What the package adds to n8n's start",
	async run(say) {
		// A place where the packages find n8n-workflow, as in n8n.
		const folder = await mkdtemp(join(repository, 'node_modules/.bench-'));
		try {
			say('pack and unpack');
			const directories = await unpackAll(folder);
			const empty = await makeEmpty(folder);
			say('load each in a process of its own');
			const loaded = await inTurns(
				ROUNDS,
				Object.fromEntries(
					Object.entries(directories).map(([name, directory]) => [
						name,
						() => load(empty, directory),
					]),
				),
			);
			const rows = await Promise.all(
				Object.entries(loaded).map(async ([contestant, times]) => ({
					task: 'load',
					contestant,
					figures: {
						'time in ms': median(times.map(({ milliseconds }) => milliseconds)),
						'work in ms': median(times.map(({ work }) => work)),
						'memory in kB': median(times.map(({ bytes }) => bytes)) / 1000,
						'size in kB': (await sizeOf(directories[contestant])) / 1000,
					},
				})),
			);
			const [{ figures }] = rows;
			return {
				rows,
				goals: [
					{ what: 'time in ms', reached: figures['time in ms'], limit: 10, is: 'at most' },
					{
						what: 'unpacked size in kB',
						reached: figures['size in kB'],
						limit: 500,
						is: 'at most',
					},
				],
			};
		} finally {
			await rm(folder, { recursive: true });
		}
	},
};
