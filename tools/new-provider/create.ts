import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { namesOf, renaming, type Names } from './names';
import { tasks, withTask } from './tasks';
import { isAboutWebhooks, withoutWebhooks } from './webhooks';

/** A provider with everything, in the folders of the repository. */
const EXAMPLE = resolve(__dirname, '../../docs/pigeon-post');

/** The files of the example, by their paths from the root of the repository. */
export const exampleFiles = (): string[] =>
	readdirSync(EXAMPLE, { recursive: true, encoding: 'utf8' })
		.filter((path) => statSync(join(EXAMPLE, path)).isFile())
		.map((path) => path.split(sep).join('/'))
		.sort();

/** How a provider begins. */
export interface Beginning {
	/** Whether each file says what is to be decided in it. */
	isUnfinished: boolean;
	/** Whether it pushes. */
	hasWebhooks?: boolean;
}

/**
 * Writes a provider into a repository: that of the example, under other names.
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

/** Longer names break lines elsewhere. */
async function tidy(text: string, path: string): Promise<string> {
	if (path.endsWith('.svg')) return text;
	return await format(text, { ...(await resolveConfig(path)), filepath: path });
}
