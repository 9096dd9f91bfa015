import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { namesOf, type Names } from './names';
import { withTask } from './tasks';

/** A provider with everything, in the folders of the repository. */
const EXAMPLE = resolve(__dirname, '../../docs/pigeon-post');

const exampleNames = namesOf('PigeonPost');

/** The files of the example, by their paths from the root of the repository. */
export const exampleFiles = (): string[] =>
	readdirSync(EXAMPLE, { recursive: true, encoding: 'utf8' })
		.filter((path) => statSync(join(EXAMPLE, path)).isFile())
		.map((path) => path.split(sep).join('/'))
		.sort();

/**
 * Writes a provider into a repository: that of the example, under other names.
 * @param root of the repository
 * @param isUnfinished whether each file says what is to be decided in it
 * @returns the paths of its files
 */
export async function create(root: string, names: Names, isUnfinished: boolean): Promise<string[]> {
	const renamed = (text: string) =>
		(Object.keys(names) as Array<keyof Names>).reduce(
			(result, each) => result.replaceAll(exampleNames[each], names[each]),
			text,
		);
	const paths: string[] = [];
	for (const file of exampleFiles()) {
		const path = renamed(file);
		const text = renamed(readFileSync(join(EXAMPLE, file), 'utf8'));
		const target = join(root, path);
		mkdirSync(dirname(target), { recursive: true });
		writeFileSync(target, isUnfinished ? await tidy(withTask(path, text), target) : text);
		paths.push(relative(root, target).split(sep).join('/'));
	}
	return paths;
}

/** Longer names break lines elsewhere. */
async function tidy(text: string, path: string): Promise<string> {
	if (path.endsWith('.svg')) return text;
	return await format(text, { ...(await resolveConfig(path)), filepath: path });
}
