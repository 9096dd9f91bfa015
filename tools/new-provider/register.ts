import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import type { Names } from './names';

/** Adds an entry in alphabetical order. */
const inserted = (list: string[], entry: string) => [...new Set([...list, entry])].sort();

/** Replaces a text that has to be present. @throws Error if it is not */
function replaced(text: string, search: string | RegExp, by: (found: string) => string): string {
	const result = text.replace(search, by);
	if (result === text) throw new Error(`There is no ${String(search)} to add a provider to`);
	return result;
}

/** Adds a row at the end of the first table whose header starts with `head`. */
const withRow = (text: string, head: RegExp, row: string) =>
	replaced(text, new RegExp(`^${head.source}.*\\n(\\|.*\\n)+`, 'm'), (table) => `${table}${row}\n`);

interface PackageJson {
	keywords: string[];
	n8n: { nodes: string[]; credentials: string[] };
}

/**
 * Adds a provider to the few lists that do not discover it automatically.
 * @param root of the repository
 * @param files of the provider; its nodes and credentials are named in package.json
 * @returns the changed files
 */
export async function register(
	root: string,
	{ folder, name, title, thing }: Names,
	files: string[],
): Promise<string[]> {
	const resource = thing.charAt(0).toUpperCase() + thing.slice(1);
	const changes: Record<string, (text: string) => string> = {
		'package.json'(text) {
			const parsed = JSON.parse(text) as PackageJson;
			for (const file of files.filter((each) => /\.(node|credentials)\.ts$/.test(each))) {
				const list = file.startsWith('nodes/') ? 'nodes' : 'credentials';
				parsed.n8n[list] = inserted(parsed.n8n[list], `dist/${file.replace(/ts$/, 'js')}`);
			}
			parsed.keywords = [...new Set([...parsed.keywords, title])];
			return `${JSON.stringify(parsed, null, '\t')}\n`;
		},
		'sandbox/providers.ts': (text) =>
			replaced(
				replaced(
					text,
					/^import type \{ RunningProvider/m,
					(found) => `import { start${folder} } from './${name}';\n${found}`,
				),
				/^export const providers = \{\n([^}]*)/m,
				(found) => `${found}\t${name}: start${folder},\n`,
			),
		'tools/providers/index.ts': (text) =>
			replaced(
				replaced(
					text,
					/^import type \{ Provider \}/m,
					(found) => `import { ${name}Provider } from './${name}';\n${found}`,
				),
				/^export const PROVIDERS: Provider\[\] = \[\n([^\]]*)/m,
				(found) => `${found}\t${name}Provider,\n`,
			),
		'docs/guarantees.md': (text) =>
			[
				[
					/\| provider +\| sends /,
					`| ${title} |  | ${resource}: Send | ${resource}: Get, Get Many, Get Receipt | the list, by the idempotency key |`,
				] as const,
				[
					/\| provider +\| (requests at once|concurrent requests)/,
					`| ${title} | 5 | none documented |`,
				] as const,
			].reduce((result, [head, row]) => withRow(result, head, row), text),
	};
	for (const [file, change] of Object.entries(changes)) {
		const path = join(root, file);
		const text = change(readFileSync(path, 'utf8'));
		writeFileSync(path, await format(text, { ...(await resolveConfig(path)), filepath: path }));
	}
	return Object.keys(changes);
}
