import { execFile } from 'node:child_process';
import {
	cpSync,
	existsSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	statSync,
	symlinkSync,
} from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { repository } from './markdown';

/** Everything that is built and tested, by name at the top of the repository. */
const TREE = [
	...['credentials', 'dist', 'docs', 'examples', 'nodes', 'sandbox', 'test', 'tools'],
	...['.prettierrc.json', 'CHANGELOG.md', 'CONTRIBUTING.md', 'README.md', 'SECURITY.md'],
	...['eslint.config.mjs', 'index.js', 'jest.config.js', 'package.json', 'tsconfig.json'],
];

/** The example itself, which must not be in the tree yet. */
const LEFT_OUT = join('docs', 'pigeon-post');

/** A copy of the repository, in which files can be added and lists changed. */
export class Checkout {
	readonly root = mkdtempSync(join(tmpdir(), 'certified-mail-provider-'));

	constructor() {
		for (const name of TREE) {
			cpSync(join(repository, name), join(this.root, name), {
				recursive: true,
				filter: (path) => !path.endsWith(LEFT_OUT),
			});
		}
		symlinkSync(join(repository, 'node_modules'), join(this.root, 'node_modules'), 'junction');
	}

	read = (path: string) => readFileSync(join(this.root, path), 'utf8');

	write = async (path: string, text: string) => await writeFile(join(this.root, path), text);

	/**
	 * Runs a program of one of the development packages.
	 * @param script its path in node_modules
	 * @returns its output
	 * @throws Error with its output
	 */
	async run(script: string, ...args: string[]): Promise<string> {
		// With Jest's NODE_ENV, n8n's linter would assume that it is under test.
		const env = { ...process.env, NODE_ENV: undefined };
		const options = { cwd: this.root, env, maxBuffer: 64 * 1024 * 1024 };
		const running = promisify(execFile)(
			process.execPath,
			[join(this.root, 'node_modules', script), ...args],
			options,
		);
		return await running.then(
			({ stdout, stderr }) => stdout + stderr,
			({ message, stdout, stderr }: Error & { stdout: string; stderr: string }) => {
				throw new Error(`${message}\n${stdout}\n${stderr}`);
			},
		);
	}

	/** The lines of each file that its original in the repository does not have, by path. */
	changes(): Map<string, string[]> {
		const changed = TREE.filter((name) => name !== 'dist').flatMap((name) => this.filesIn(name));
		return new Map(
			changed
				.map((path) => [path, newLines(originalOf(path), this.read(path))] as const)
				.filter(([, lines]) => lines.length > 0),
		);
	}

	private filesIn(name: string): string[] {
		if (statSync(join(this.root, name)).isFile()) return [name];
		return readdirSync(join(this.root, name), { recursive: true, encoding: 'utf8' })
			.map((path) => join(name, path))
			.filter((path) => statSync(join(this.root, path)).isFile());
	}

	remove = async () => await rm(this.root, { recursive: true, force: true });
}

const originalOf = (path: string) =>
	existsSync(join(repository, path)) ? readFileSync(join(repository, path), 'utf8') : '';

/** The lines of the second text that the first does not have, or has less often. */
function newLines(before: string, after: string): string[] {
	if (before === after) return [];
	const left = new Map<string, number>();
	for (const line of before.split('\n')) left.set(line, (left.get(line) ?? 0) + 1);
	return after.split('\n').filter((line) => {
		const count = left.get(line) ?? 0;
		left.set(line, count - 1);
		return count <= 0;
	});
}
