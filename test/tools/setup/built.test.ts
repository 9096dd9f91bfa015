import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { isBuilt, noting } from '../../../tools/setup/built.cjs';

let checkout: string;

function write(file: string, content: string): void {
	mkdirSync(dirname(join(checkout, file)), { recursive: true });
	writeFileSync(join(checkout, file), content);
}
const remove = (file: string) => rmSync(join(checkout, file));

beforeEach(async () => {
	checkout = mkdtempSync(join(tmpdir(), 'certified-mail-built-'));
	for (const file of ['nodes/A/A.node.ts', 'nodes/A/a.svg', 'credentials/A.credentials.ts']) {
		write(file, 'first');
	}
	for (const file of ['package.json', 'tsconfig.json', 'tsconfig.build.json', 'gulpfile.js']) {
		write(file, 'first');
	}
	write('node_modules/.package-lock.json', 'first');
	await noting(checkout, async () => write('dist/nodes/A/A.node.js', 'first'));
});
afterEach(() => rmSync(checkout, { recursive: true }));

it('what nothing has changed since is built', () => {
	expect(isBuilt(checkout)).toBe(true);
});

it('what was written once more, with the same content, is built', () => {
	write('nodes/A/A.node.ts', 'first');
	expect(isBuilt(checkout)).toBe(true);
});

it.each([
	'nodes/A/A.node.ts',
	'nodes/A/a.svg',
	'nodes/A/another.ts',
	'credentials/A.credentials.ts',
	'package.json',
	'tsconfig.json',
	'tsconfig.build.json',
	'gulpfile.js',
	'node_modules/.package-lock.json',
	'dist/nodes/A/A.node.js',
	'dist/nodes/A/another.js',
])('when %s has another content, nothing is built', (file) => {
	write(file, 'second');
	expect(isBuilt(checkout)).toBe(false);
});

it.each(['nodes/A/a.svg', 'dist/nodes/A/A.node.js', '.build.json'])(
	'when %s is gone, nothing is built',
	(file) => {
		remove(file);
		expect(isBuilt(checkout)).toBe(false);
	},
);

it('a source that changes during the build is built by the next one', async () => {
	await noting(checkout, async () => write('nodes/A/A.node.ts', 'second'));
	expect(isBuilt(checkout)).toBe(false);
});

it('a build that fails is none', async () => {
	write('nodes/A/A.node.ts', 'second');
	const failing = noting(checkout, async () => {
		throw new Error('a wrong type');
	});
	await expect(failing).rejects.toThrow('a wrong type');
	expect(isBuilt(checkout)).toBe(false);
});
