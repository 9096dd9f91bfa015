import { providerFolders, type Package } from './packages';

/** The only files that may exist beside dist/. */
const TOP = ['CHANGELOG.md', 'LICENSE', 'README.md', 'index.js', 'package.json'];

/** The files that n8n's generator writes. */
const METADATA = [
	...['known', 'types'].flatMap((kind) => [`${kind}/credentials.json`, `${kind}/nodes.json`]),
	...['defined', 'referenced'].map((kind) => `methods/${kind}.json`),
].map((file) => `dist/${file}`);

/** The spellings of a folder's name in paths: PecMassiva, pecMassiva, pec-massiva. */
const spellings = (folder: string) =>
	new RegExp(folder.replace(/(?<=[a-z])(?=[A-Z])/g, '[\\s_-]?'), 'i');

/** Compiled code; and beside nodes, their icons and codex files. */
const CODE = /^dist\/(nodes|credentials)\/[\w/.]+\.js$/;
const BESIDE_NODES = /^dist\/nodes\/\w+\/(\w+(\.dark)?\.svg|\w+\.node\.json)$/;

/** Names of tests and tools, but never of code. */
const FOREIGN =
	/\b(test|tests|spec|mock|sandbox|bench|demo|examples|node_modules)\b|\.d\.ts|\.map$/i;

/**
 * The files of a package that should not be there.
 * @param files all of its files, by path in the package
 */
export function unwantedIn({ folders }: Package, files: string[]): string[] {
	const others = providerFolders.filter((folder) => !folders.includes(folder)).map(spellings);
	return files.filter(
		(file) =>
			!(
				TOP.includes(file) ||
				METADATA.includes(file) ||
				CODE.test(file) ||
				BESIDE_NODES.test(file)
			) ||
			FOREIGN.test(file) ||
			others.some((other) => other.test(file)),
	);
}

/** The files that every package needs and this one lacks. */
export const missingIn = (files: string[]): string[] =>
	[...TOP, ...METADATA].filter((file) => !files.includes(file));
