import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import packageJson from '../../package.json';
import { read, repository } from './markdown';

const page = read('docs/add-a-provider.md');

/** The files that the page writes: their paths, each on the line before its code. */
const files = [...page.matchAll(/^`([\w./-]+)`:\n\n```\w+\n([\s\S]*?)^```$/gm)].map(
	([, path, code]) => ({ path, code }),
);

const sources = files.map(({ path }) => path).filter((path) => path.endsWith('.ts'));

/** Of the checkout, what the files of the page stand on. */
const FOUNDATION = [
	'nodes/shared',
	'sandbox',
	'test/programs/tests.js',
	'test/support',
	'tsconfig.json',
	'jest.config.js',
];

let checkout: string;

/** Runs one of the development packages' commands in the checkout. @throws with what it said */
const run = async (script: string, ...args: string[]) =>
	await promisify(execFile)(process.execPath, [require.resolve(script), ...args], {
		cwd: checkout,
	}).catch(({ message, stdout = '' }: Error & { stdout?: string }) => {
		throw new Error(`${message}\n${stdout}`);
	});

async function write(path: string, content: string): Promise<void> {
	await mkdir(dirname(join(checkout, path)), { recursive: true });
	await writeFile(join(checkout, path), content);
}

/** The two lists that the page says to add lines to. */
async function addToLists(): Promise<void> {
	const built = sources
		.filter((path) => /\.(node|credentials)\.ts$/.test(path))
		.map((path) => `dist/${path.replace(/ts$/, 'js')}`);
	const n8n = {
		...packageJson.n8n,
		nodes: built.filter((path) => path.includes('/nodes/')),
		credentials: built.filter((path) => path.includes('/credentials/')),
	};
	await write('package.json', JSON.stringify({ ...packageJson, n8n }));
	const providers = 'sandbox/providers.ts';
	const list = await readFile(join(checkout, providers), 'utf8');
	await write(
		providers,
		`import { startPigeonPost } from './pigeonPost';\n${list.replace(
			'export const providers = {',
			'export const providers = { pigeonPost: startPigeonPost,',
		)}`,
	);
}

beforeAll(async () => {
	checkout = await mkdtemp(join(tmpdir(), 'certified-mail-provider-'));
	for (const path of FOUNDATION) {
		await cp(join(repository, path), join(checkout, path), { recursive: true });
	}
	await symlink(join(repository, 'node_modules'), join(checkout, 'node_modules'), 'junction');
	for (const { path, code } of files) await write(path, code);
	await addToLists();
});
afterAll(async () => await rm(checkout, { recursive: true, force: true }));

it('the page has each kind of file', () => {
	const kinds = ['delivery', 'errors', 'policies', '.node', '.credentials', 'sandbox/', '.test'];
	expect(kinds.filter((kind) => !sources.some((path) => path.includes(kind)))).toEqual([]);
});

it('its code is typed, builds, and passes its own test in n8n’s engine', async () => {
	const compilerOptions = { noEmit: false, rootDir: '.', outDir: 'dist' };
	await write(
		'tsconfig.page.json',
		JSON.stringify({ extends: './tsconfig.json', compilerOptions, include: [], files: sources }),
	);
	await run('typescript/bin/tsc', '-p', 'tsconfig.page.json');
	for (const { path, code } of files) {
		if (!sources.includes(path)) await write(`dist/${path}`, code);
	}
	await run('n8n-core/bin/generate-metadata');

	const { stderr } = await run('jest/bin/jest', 'test/nodes/PigeonPost');

	expect(stderr).toContain('4 passed, 4 total');
}, 300_000);
