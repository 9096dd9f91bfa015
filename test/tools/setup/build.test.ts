import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import packageJson from '../../../package.json';
import { noting } from '../../../tools/setup/built.cjs';

const repository = resolve(__dirname, '../../..');
const gulp = join(repository, 'node_modules/gulp/bin/gulp.js');

/** What says how a build is made. */
const RULES = ['gulpfile.js', 'tools/setup', 'tsconfig.json', 'tsconfig.build.json'];

let checkout: string;

async function write(path: string, content: string): Promise<void> {
	await mkdir(dirname(join(checkout, path)), { recursive: true });
	await writeFile(join(checkout, path), content);
}

/** Runs `npm run build` in the checkout. */
async function build(): Promise<string> {
	expect(packageJson.scripts.build).toBe('gulp build');
	return (await promisify(execFile)(process.execPath, [gulp, 'build'], { cwd: checkout })).stdout;
}

const built = (file: string) => readFile(join(checkout, 'dist/nodes', file), 'utf8');

beforeAll(async () => {
	checkout = await mkdtemp(join(tmpdir(), 'certified-mail-build-'));
	for (const path of RULES) {
		await cp(join(repository, path), join(checkout, path), { recursive: true });
	}
	await symlink(join(repository, 'node_modules'), join(checkout, 'node_modules'), 'junction');
	await write('package.json', '{ "name": "n8n-nodes-small", "n8n": {} }');
	await write('nodes/icon.svg', '<svg/>');
	await write('nodes/answer.ts', 'export const answer: number = 41;\n');
});
afterAll(async () => await rm(checkout, { recursive: true }));

it('npm run build builds what has changed since the last build, and only then', async () => {
	await noting(checkout, async () => {
		await write('dist/nodes/answer.js', 'exports.answer = 41;\n');
		await write('dist/nodes/gone.js', 'exports.gone = true;\n');
	});
	expect(await build()).toContain('dist/ is built already');
	expect(await built('answer.js')).toContain('answer = 41;');

	await write('nodes/answer.ts', 'export const answer: number = 42;\n');
	await build();
	expect(await built('answer.js')).toContain('answer = 42;');
	expect(await built('icon.svg')).toBe('<svg/>');
	await expect(built('gone.js')).rejects.toThrow('ENOENT');
	expect(await build()).toContain('dist/ is built already');
});
