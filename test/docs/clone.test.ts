import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import packageJson from '../../package.json';
import { codeBlocks, read, repository } from './markdown';

/** The files besides the code that a contributor's commands depend on. */
const RULES = [
	'.gitignore',
	'.npmrc',
	'.prettierrc.json',
	'eslint.config.mjs',
	'package.json',
	'package-lock.json',
	'tsconfig.json',
];

const UNTIDY = 'export const places = [ "Rome","Madrid" ]\n';
const TIDY = "export const places = ['Rome', 'Madrid'];\n";

/** Git settings: where to find the repository that the documents name, and who commits. */
const settings = (origin: string) => ({
	[`url.${origin}.insteadOf`]: packageJson.repository.url.replace('git+', ''),
	'user.name': 'A contributor',
	'user.email': 'contributor@example.org',
});

/** Git settings as environment variables. */
function asEnvironment(config: Record<string, string>): Record<string, string> {
	const pairs = Object.entries(config).map(([key, value], index) => ({
		[`GIT_CONFIG_KEY_${index}`]: key,
		[`GIT_CONFIG_VALUE_${index}`]: value,
	}));
	return Object.assign({ GIT_CONFIG_COUNT: String(pairs.length) }, ...pairs) as Record<
		string,
		string
	>;
}

let home: string;
let clone: string;

async function shell(command: string, cwd: string): Promise<string> {
	const git = asEnvironment(settings(join(home, 'origin')));
	const { stdout } = await promisify(execFile)('sh', ['-ec', command], {
		cwd,
		env: { ...process.env, ...git, HOME: home },
	});
	return stdout.trim();
}

const inClone = async (command: string) => await shell(command, clone);

beforeAll(async () => {
	home = await mkdtemp(join(tmpdir(), 'certified-mail-clone-'));
	const origin = join(home, 'origin');
	for (const file of RULES) await cp(join(repository, file), join(origin, file));
	await cp(join(repository, 'tools/demo/start.mjs'), join(origin, 'tools/demo/start.mjs'));
	await writeFile(join(origin, 'tools/demo/places.ts'), UNTIDY);
	await shell('git init --quiet && git add . && git commit --quiet --message Begin', origin);
	const [begin] = codeBlocks(read('CONTRIBUTING.md'), 'sh');
	const [gitClone, enter] = begin.split('\n');
	clone = await shell(`${gitClone} --quiet\n${enter}\npwd`, home);
	await symlink(join(repository, 'node_modules'), join(clone, 'node_modules'));
});
afterAll(async () => await rm(home, { recursive: true }));

it('git clone … and cd … lead to what npm cit is run in', async () => {
	expect(await inClone('npm pkg get name')).toBe(JSON.stringify(packageJson.name));
});

it('npm run format makes tidy what is not, and leaves all else as it is', async () => {
	await inClone('npm run format');
	expect(await readFile(join(clone, 'tools/demo/places.ts'), 'utf8')).toBe(TIDY);
	expect(await inClone('git diff --name-only')).toBe('tools/demo/places.ts');
});

it('npm version <version> sets it in both files, commits, and makes the tag', async () => {
	await inClone('git commit --quiet --all --message Tidy');
	await inClone('npm version <version>'.replace('<version>', '98.7.6'));
	expect(await inClone('git tag --points-at HEAD')).toBe('v98.7.6');
	expect(await inClone('git status --porcelain')).toBe('');
	for (const file of ['package.json', 'package-lock.json']) {
		const { version } = JSON.parse(await readFile(join(clone, file), 'utf8')) as {
			version: string;
		};
		expect(version).toBe('98.7.6');
	}
});
