import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { namesOf, renaming, type Names } from './names';
import { tasks, withTask } from './tasks';
import { isAboutWebhooks, withoutWebhooks } from './webhooks';

/** A complete example provider, in the repository's folder structure. */
const EXAMPLE = resolve(__dirname, '../../docs/pigeon-post');

/** The files of the example, by path relative to the repository's root. */
export const exampleFiles = (): string[] =>
	readdirSync(EXAMPLE, { recursive: true, encoding: 'utf8' })
		.filter((path) => statSync(join(EXAMPLE, path)).isFile())
		.map((path) => path.split(sep).join('/'))
		.sort();

/** Options for a new provider. */
export interface Beginning {
	/** Whether to add a TODO to each file that says what has to be decided. */
	isUnfinished: boolean;
	/** Whether it pushes events. */
	hasWebhooks?: boolean;
}

/**
 * Creates a provider in a repository: the example, renamed.
 * @param root of the repository
 * @returns the paths of its files
 */
export async function create(
	root: string,
	names: Names,
	{ isUnfinished, hasWebhooks = true }: Beginning,
): Promise<string[]> {
	const renamed = renaming(namesOf('PigeonPost'), names);
	const decided = tasks();
	const paths: string[] = [];
	for (const file of exampleFiles()) {
		if (!hasWebhooks && isAboutWebhooks(file)) continue;
		const path = renamed(file);
		const original = readFileSync(join(EXAMPLE, file), 'utf8');
		const text = renamed(hasWebhooks ? original : withoutWebhooks(file, original));
		const target = join(root, path);
		mkdirSync(dirname(target), { recursive: true });
		const [task = ''] = decided.get(file) ?? [];
		const content = isUnfinished ? await tidy(withTask(path, text, renamed(task)), target) : text;
		writeFileSync(target, content);
		paths.push(relative(root, target).split(sep).join('/'));
	}
	return paths;
}

/** Reformats, because longer names change the line breaks. */
async function tidy(text: string, path: string): Promise<string> {
	if (path.endsWith('.svg')) return text;
	return await format(text, { ...(await resolveConfig(path)), filepath: path });
}
