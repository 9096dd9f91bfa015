import { execFile } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { promisify } from 'node:util';
import { reachableFrom } from './imports';
import { manifestOf, type Manifest } from './manifest';
import { repository, wholePackage, type Package } from './packages';
import { readmeOf } from './readme';
import { withAbsoluteLinks } from './markdown';

const run = promisify(execFile);

const json = (value: unknown) => `${JSON.stringify(value, null, '\t')}\n`;

async function write(folder: string, file: string, content: string): Promise<void> {
	await mkdir(dirname(join(folder, file)), { recursive: true });
	await writeFile(join(folder, file), content);
}

/** The source of a compiled file. */
const sourceOf = (compiled: string) => compiled.replace(/^dist\/(.*)\.js$/, '$1.ts');

/** Paths relative to the repository. */
const within = (files: Iterable<string>) =>
	[...files].map((file) => relative(repository, file)).sort();

/** The code of a package: its nodes and credentials, and their dependencies. */
function codeOf({ n8n }: Manifest): string[] {
	const compiled = [...n8n.nodes, ...n8n.credentials];
	const absolute = (files: string[]) => files.map((file) => join(repository, file));
	return within([
		...reachableFrom(absolute(compiled)),
		...reachableFrom(absolute(compiled.map(sourceOf))),
	]);
}

const iconsOf = ({ folders }: Package) =>
	folders.flatMap((folder) =>
		readdirSync(join(repository, 'nodes', folder))
			.filter((file) => file.endsWith('.svg'))
			.map((file) => `nodes/${folder}/${file}`),
	);

/** A node's codex file, renamed to the package that contains the node. */
async function codexOf(file: string, name: string): Promise<string> {
	const codex = JSON.parse(await readFile(join(repository, file), 'utf8')) as { node: string };
	return json({ ...codex, node: codex.node.replace(`${wholePackage.name}.`, `${name}.`) });
}

/** Runs n8n's generator for the metadata that n8n reads at startup instead of the code. */
async function generateMetadata(folder: string): Promise<void> {
	await run(
		process.execPath,
		[join(repository, 'node_modules/n8n-core/bin/generate-metadata')],
		// So that the nodes find n8n-workflow.
		{ cwd: folder, env: { ...process.env, NODE_PATH: join(repository, 'node_modules') } },
	);
}

async function labelsOf(folder: string) {
	const types = await readFile(join(folder, 'dist/types/nodes.json'), 'utf8');
	return JSON.parse(types) as Array<{ name: string; displayName: string }>;
}

/**
 * Assembles a package in its own folder: the published files, and its sources beside them. The nodes have to be built.
 * @param folder emptied first
 */
export async function stage(published: Package, folder: string): Promise<Manifest> {
	if (!existsSync(join(repository, 'dist/known/nodes.json'))) {
		throw new Error('The nodes are not built (npm run build)');
	}
	await rm(folder, { recursive: true, force: true });
	const manifest = manifestOf(published);
	const icons = iconsOf(published);
	const copied = [
		...codeOf(manifest),
		...icons.flatMap((icon) => [icon, `dist/${icon}`]),
		...['LICENSE', 'index.js'],
	];
	for (const file of copied) await cp(join(repository, file), join(folder, file));
	for (const node of manifest.n8n.nodes) {
		const codex = sourceOf(node).replace(/\.ts$/, '.json');
		const content = await codexOf(codex, published.name);
		for (const place of [codex, `dist/${codex}`]) await write(folder, place, content);
	}
	await write(folder, 'package.json', json(manifest));
	const changes = await readFile(join(repository, 'CHANGELOG.md'), 'utf8');
	await write(folder, 'CHANGELOG.md', withAbsoluteLinks(changes, 'CHANGELOG.md'));
	await generateMetadata(folder);
	await write(folder, 'README.md', readmeOf(published, await labelsOf(folder)));
	return manifest;
}
