import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { builtinModules } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import type { LoadedPackage } from './support/loadPackage';

const run = promisify(execFile);

interface Manifest {
	name: string;
	dependencies?: object;
	peerDependencies?: object;
	n8n: { nodes: string[]; credentials: string[] };
}

const repository = resolve(__dirname, '..');

/** Where the package is unpacked, as `npm install` leaves it. */
let folder: string;
/** The package itself. */
let directory: string;
let files: string[];
let manifest: Manifest;
let loaded: LoadedPackage;

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'certified-mail-'));
	directory = join(folder, 'node_modules', 'n8n-nodes-certified-mail');
	await mkdir(directory, { recursive: true });
	await run('npm', ['pack', '--ignore-scripts', '--pack-destination', folder], { cwd: repository });
	const [tarball] = readdirSync(folder).filter((name) => name.endsWith('.tgz'));
	await run('tar', ['-xzf', join(folder, tarball), '-C', directory, '--strip-components', '1']);
	// n8n gives its own to every package.
	await symlink(
		join(repository, 'node_modules/n8n-workflow'),
		join(folder, 'node_modules/n8n-workflow'),
	);

	files = readdirSync(directory, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map(({ parentPath, name }) => join(parentPath, name).slice(directory.length + 1));
	manifest = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8')) as Manifest;

	const { stdout } = await run(
		process.execPath,
		['--import', 'tsx', join(__dirname, 'support/loadPackage.ts'), directory],
		{
			cwd: repository,
			env: { ...process.env, N8N_USER_FOLDER: folder, N8N_LOG_LEVEL: 'silent' },
		},
	);
	loaded = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as LoadedPackage;
});
afterAll(async () => await rm(folder, { recursive: true, force: true }));

describe('The package', () => {
	it('holds what is built, who it is, and nothing else', () => {
		const top = new Set(files.map((file) => file.split('/')[0]));

		expect([...top].sort()).toEqual(['LICENSE', 'README.md', 'dist', 'index.js', 'package.json']);
		expect(files.filter((file) => !/\.(js|json|svg)$|^LICENSE$|^README\.md$/.test(file))).toEqual(
			[],
		);
		expect(files.filter((file) => /\b(test|sandbox|bench|demo)\b/.test(file))).toEqual([]);
	});

	it('has no dependencies of its own, and takes the n8n-workflow that it finds', () => {
		expect(manifest.dependencies ?? {}).toEqual({});
		expect(manifest.peerDependencies).toEqual({ 'n8n-workflow': '*' });
	});

	it('requires nothing that is not there', () => {
		const isThere = (file: string, name: string) => {
			if (name === 'n8n-workflow' || builtinModules.includes(name.replace('node:', '')))
				return true;
			const target = resolve(directory, dirname(file), name);
			return (
				name.startsWith('.') && ['.js', '/index.js', ''].some((end) => existsSync(target + end))
			);
		};
		const required = files
			.filter((file) => file.startsWith('dist/') && file.endsWith('.js'))
			.flatMap((file) =>
				[
					...readFileSync(join(directory, file), 'utf8').matchAll(
						/\b(?:require|import)\(["'](.+?)["']\)/g,
					),
				].map(([, name]) => [file, name]),
			);

		expect(required.length).toBeGreaterThan(50);
		expect(required.filter(([file, name]) => !isThere(file, name))).toEqual([]);
	});

	it('lists each node and each credential that it holds', () => {
		const held = (end: string) => files.filter((file) => file.endsWith(end)).sort();

		expect([...manifest.n8n.nodes].sort()).toEqual(held('.node.js'));
		expect([...manifest.n8n.credentials].sort()).toEqual(held('.credentials.js'));
	});
});

describe('n8n', () => {
	it('loads it without running any of it', () => {
		expect(loaded.packageName).toBe('n8n-nodes-certified-mail');
		expect(loaded.runAtLoad).toEqual([]);
		expect(loaded.runAtUse.length).toBeGreaterThan(manifest.n8n.nodes.length);
	});

	it('finds all its nodes and credentials', () => {
		const names = (paths: string[], end: string) =>
			paths.map((path) => path.split('/').at(-1)?.replace(end, '')).sort();

		expect(loaded.nodes.map(({ className }) => className).sort()).toEqual(
			names(manifest.n8n.nodes, '.node.js'),
		);
		expect(loaded.credentials.map(({ className }) => className).sort()).toEqual(
			names(manifest.n8n.credentials, '.credentials.js'),
		);
	});

	it('finds an icon for light and for dark for each of them', () => {
		for (const { name, iconUrl } of [...loaded.nodes, ...loaded.credentials]) {
			expect([name, iconUrl]).toEqual([
				name,
				{
					light: expect.stringMatching(/\.svg$/) as string,
					dark: expect.stringMatching(/\.dark\.svg$/) as string,
				},
			]);
			for (const url of Object.values(iconUrl as object) as string[]) {
				const path = url.replace('icons/n8n-nodes-certified-mail/', '');
				expect(readFileSync(join(directory, path), 'utf8')).toContain('<svg');
			}
		}
	});

	it('finds a codex for each node: what it is for and where its documentation is', () => {
		for (const { name, categories, documentation } of loaded.nodes) {
			expect([name, categories]).toEqual([name, expect.arrayContaining(['Communication'])]);
			expect([name, documentation]).toEqual([name, expect.stringMatching(/^https:/)]);
		}
	});
});
