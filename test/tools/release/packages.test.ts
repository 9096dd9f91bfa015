import { execFile } from 'node:child_process';
import type { INodeTypeDescription } from 'n8n-workflow';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { missingIn, unwantedIn } from '../../../tools/release/contents';
import { importedBy } from '../../../tools/release/imports';
import {
	allPackages,
	providerFolders,
	repository,
	singlePackages,
} from '../../../tools/release/packages';
import packageJson from '../../../package.json';
import type { LoadedPackage } from '../../../tools/engine/loadPackage';
import { packedPackages, type PackedPackages } from './packedPackages';
import { addSpoilt, findings, releasedSources } from './scanner';

const run = promisify(execFile);

// All six are made, loaded and linted, perhaps on a busy computer.
jest.setTimeout(400_000);

let packages: PackedPackages;
/** What n8n learns of each package, by its name. */
const loaded = new Map<string, LoadedPackage>();

/** Loads unpacked packages as n8n does, in a process of their own. */
async function load(directories: string[]): Promise<LoadedPackage[]> {
	const { stdout } = await run(
		process.execPath,
		['--import', 'tsx', join(__dirname, '../../../tools/engine/loadPackage.ts'), ...directories],
		{
			cwd: repository,
			env: { ...process.env, N8N_USER_FOLDER: packages.folder, N8N_LOG_LEVEL: 'silent' },
		},
	);
	return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as LoadedPackage[];
}

beforeAll(async () => {
	packages = await packedPackages();
	const directories = allPackages.map(({ name }) => packages.directoryOf(name));
	for (const each of await load(directories)) loaded.set(each.packageName, each);
});
afterAll(async () => await packages.delete());

it('There is a package of its own for each provider', () => {
	expect(singlePackages.flatMap(({ folders }) => folders).sort()).toEqual(
		[...providerFolders].sort(),
	);
	expect(singlePackages.every(({ folders }) => folders.length === 1)).toBe(true);
});

it('All packages have the version of the repository, and its changes', () => {
	for (const { manifest } of packages.packed) {
		const changes = join(packages.directoryOf(manifest.name), 'CHANGELOG.md');
		expect(manifest.version).toBe(packageJson.version);
		expect(readFileSync(changes, 'utf8')).toContain(`## [${packageJson.version}]`);
	}
});

describe.each(allPackages)('$name', (published) => {
	const { name } = published;
	const packed = () => packages.packed.find(({ manifest }) => manifest.name === name)!;
	const directory = () => packages.directoryOf(name);
	const files = () => packed().files.map(({ path }) => path);
	const manifest = () =>
		JSON.parse(readFileSync(join(directory(), 'package.json'), 'utf8')) as typeof packageJson;
	const load = () => loaded.get(name)!;

	it('holds what is built, who it is, and nothing else', () => {
		expect(unwantedIn(published, files())).toEqual([]);
		expect(missingIn(files())).toEqual([]);
	});

	it('is what npm says that it holds', () => {
		const unpacked = readdirSync(directory(), { recursive: true, withFileTypes: true })
			.filter((entry) => entry.isFile())
			.map(({ parentPath, name: file }) => join(parentPath, file).slice(directory().length + 1));
		expect(unpacked.sort()).toEqual(files().sort());
	});

	it('has no dependencies of its own, and takes the n8n-workflow that it finds', () => {
		expect('dependencies' in manifest()).toBe(false);
		expect(manifest().peerDependencies).toEqual({ 'n8n-workflow': '*' });
	});

	it('requires nothing that is not there, and holds no code that nothing requires', () => {
		const code = files().filter((file) => file.startsWith('dist/') && file.endsWith('.js'));
		const required = code.flatMap((file) =>
			importedBy(join(directory(), file)).map((module) => ({ file, module })),
		);
		const found = ({ file, module }: { file: string; module: string }) =>
			['.js', '/index.js']
				.map((end) => resolve('/', dirname(file), module + end).slice(1))
				.find((path) => code.includes(path));
		const isGiven = (module: string) =>
			module === 'n8n-workflow' || builtinModules.includes(module.replace('node:', ''));
		const own = required.filter(({ module }) => !isGiven(module));

		expect(own.length).toBeGreaterThan(50);
		expect(own.filter((each) => !each.module.startsWith('.') || !found(each))).toEqual([]);
		const { nodes, credentials } = manifest().n8n;
		const needed = new Set([...nodes, ...credentials, ...own.map(found)]);
		expect(code.filter((file) => !needed.has(file))).toEqual([]);
	});

	it('lists each node and each credential that it holds', () => {
		const held = (end: string) =>
			files()
				.filter((file) => file.endsWith(end))
				.sort();

		expect([...manifest().n8n.nodes].sort()).toEqual(held('.node.js'));
		expect([...manifest().n8n.credentials].sort()).toEqual(held('.credentials.js'));
		expect(manifest().n8n.nodes.length).toBeGreaterThanOrEqual(2 * published.folders.length);
	});

	it('is loaded by n8n without running any of it', () => {
		expect(load().packageName).toBe(name);
		expect(load().runAtLoad).toEqual([]);
		expect(load().runAtUse.length).toBeGreaterThan(manifest().n8n.nodes.length);
	});

	it('lets n8n find all its nodes and credentials', () => {
		const names = (paths: string[], end: string) =>
			paths.map((path) => path.split('/').at(-1)?.replace(end, '')).sort();
		const found = (types: LoadedPackage['nodes']) => types.map((type) => type.className).sort();

		expect(found(load().nodes)).toEqual(names(manifest().n8n.nodes, '.node.js'));
		expect(found(load().credentials)).toEqual(names(manifest().n8n.credentials, '.credentials.js'));
	});

	it('has an icon for light and for dark for each of them', () => {
		for (const type of [...load().nodes, ...load().credentials]) {
			expect([type.name, type.iconUrl]).toEqual([
				type.name,
				{
					light: expect.stringMatching(/\.svg$/) as string,
					dark: expect.stringMatching(/\.dark\.svg$/) as string,
				},
			]);
			for (const url of Object.values(type.iconUrl as object) as string[]) {
				const path = url.replace(`icons/${name}/`, '');
				expect(readFileSync(join(directory(), path), 'utf8')).toContain('<svg');
			}
		}
	});

	it('has a codex for each node: what it is for and where its documentation is', () => {
		for (const node of load().nodes) {
			expect([node.name, node.categories]).toEqual([
				node.name,
				expect.arrayContaining(['Communication']),
			]);
			expect([node.name, node.documentation]).toEqual([
				node.name,
				expect.stringMatching(/^https:/),
			]);
		}
		const codexes = files().filter((file) => file.endsWith('.node.json'));
		const told = codexes.map(
			(file) => JSON.parse(readFileSync(join(directory(), file), 'utf8')) as { node: string },
		);
		expect(told.map(({ node }) => node).sort()).toEqual(
			load()
				.nodes.map((node) => `${name}.${node.name}`)
				.sort(),
		);
	});

	it('has the nodes and credentials of the whole, to the last parameter', () => {
		const typesIn = (folder: string, kind: 'nodes' | 'credentials') =>
			// An icon's address has the name of its package.
			(
				JSON.parse(
					readFileSync(join(folder, `dist/types/${kind}.json`), 'utf8').replaceAll(
						`icons/${name}/`,
						`icons/${packageJson.name}/`,
					),
				) as INodeTypeDescription[]
			).sort((a, b) => a.name.localeCompare(b.name));

		for (const kind of ['nodes', 'credentials'] as const) {
			const own = typesIn(directory(), kind);
			const names = new Set(own.map((type) => type.name));
			const whole = typesIn(repository, kind).filter((type) => names.has(type.name));
			expect(own.length).toBeGreaterThan(0);
			expect(own).toEqual(whole);
		}
	});

	it('has a README whose links lead somewhere from wherever it is read', () => {
		const readme = readFileSync(join(directory(), 'README.md'), 'utf8');
		const targets = [...readme.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target);

		expect(readme).toContain(name);
		expect(targets.length).toBeGreaterThan(10);
		expect(targets.filter((target) => !/^(https:\/\/|#)/.test(target))).toEqual([]);
		const inRepository = targets
			.map((target) => /\/(?:blob\/)?v[\d.]+\/([^#]+)/.exec(target)?.[1])
			.filter((path) => path !== undefined);
		expect(inRepository.filter((path) => !existsSync(join(repository, path)))).toEqual([]);
	});
});

describe("n8n's scanner", () => {
	const [{ name: single, folders }] = singlePackages;
	const names = allPackages.map(({ name }) => name);
	let checkout: string;
	/** What it finds in all packages, and in two more, which hold what n8n does not allow. */
	let found: string;

	beforeAll(async () => {
		checkout = await releasedSources(packages);
		const spoilt = [
			addSpoilt(
				checkout,
				packages,
				[single, 'n8n-nodes-spoilt-node'],
				`nodes/${folders[0]}/${folders[0]}.node.ts`,
				["displayName: 'Resource'", "displayName: 'the resource'"],
			),
			// All packages have this file, and only in one it is another.
			addSpoilt(
				checkout,
				packages,
				[single, 'n8n-nodes-spoilt-module'],
				'nodes/shared/request.ts',
				['export const itemIndexOf', 'console.log(1);\nexport const itemIndexOf'],
			),
		];
		const directories = names.map((name) => packages.directoryOf(name));
		found = await findings(checkout, [...directories, ...spoilt]);
	});

	/** What it says of some packages. */
	const foundIn = (begin: string) =>
		found.split(/^(?=n8n-nodes-[\w-]+: )/m).filter((part) => part.startsWith(begin));

	it('finds the source of each package in the commit of a release, and nothing wrong in any', () => {
		expect(readdirSync(join(checkout, 'packages')).sort()).toEqual(names.sort());
		expect(found.replace(foundIn('n8n-nodes-spoilt-').join(''), '')).toBe('');
	});

	it('commits no compiled code with a release', () => {
		const files = readdirSync(join(checkout, 'packages'), { recursive: true, encoding: 'utf8' });

		expect(files.filter((file) => /\bdist\b|\.tgz$/.test(file))).toEqual([]);
	});

	it('would find what n8n does not allow', () => {
		expect(foundIn('n8n-nodes-spoilt-node').join('')).toContain('param-display-name-miscased');
		expect(foundIn('n8n-nodes-spoilt-module').join('')).toMatch(/request\.ts[\s\S]*no-console/);
	});
});
