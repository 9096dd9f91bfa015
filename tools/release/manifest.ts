import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import packageJson from '../../package.json';
import { repository, wholePackage, type Package } from './packages';

/** A package.json as published. */
export type Manifest = ReturnType<typeof manifestOf>;

interface KnownTypes {
	[name: string]: { sourcePath: string; supportedNodes?: string[] };
}

/** n8n's generated metadata on the build of all nodes. */
const known = (kind: 'nodes' | 'credentials') =>
	JSON.parse(readFileSync(join(repository, `dist/known/${kind}.json`), 'utf8')) as KnownTypes;

/** The compiled nodes in some folders, and the credentials that they use. */
function typesOf(folders: string[]): { nodes: string[]; credentials: string[] } {
	const nodes = Object.entries(known('nodes')).filter(([, { sourcePath }]) =>
		folders.some((folder) => sourcePath.startsWith(`dist/nodes/${folder}/`)),
	);
	const names = new Set(nodes.map(([name]) => name));
	const credentials = Object.values(known('credentials')).filter(({ supportedNodes = [] }) =>
		supportedNodes.some((node) => names.has(node)),
	);
	const paths = (types: Array<{ sourcePath: string }>) =>
		types.map(({ sourcePath }) => sourcePath).sort();
	return { nodes: paths(nodes.map(([, node]) => node)), credentials: paths(credentials) };
}

/** The aliases by which n8n finds a package's nodes. npm uses them as keywords. */
const aliasesOf = (nodes: string[]) =>
	nodes.flatMap((node) => {
		const codex = node.replace(/^dist\/(.*)\.js$/, '$1.json');
		return (JSON.parse(readFileSync(join(repository, codex), 'utf8')) as { alias: string[] }).alias;
	});

/** The package.json of a package. Common fields, including the version, come from the repository's own. */
export function manifestOf(published: Package) {
	const { name, description, folders, page } = published;
	const { version, license, bugs, author, repository, engines, main, files, n8n } = packageJson;
	const isWhole = published === wholePackage;
	const { nodes, credentials } = typesOf(folders);
	const keywords = new Set(['n8n-community-node-package', 'n8n', ...aliasesOf(nodes)]);
	return {
		name,
		version,
		description,
		keywords: isWhole ? packageJson.keywords : [...keywords],
		license,
		homepage: isWhole
			? packageJson.homepage
			: packageJson.homepage.replace('#readme', `/blob/main/${page}`),
		bugs,
		author,
		repository,
		engines,
		main,
		files,
		n8n: { ...n8n, credentials, nodes },
		peerDependencies: packageJson.peerDependencies,
	};
}
