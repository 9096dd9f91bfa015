import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const GUIDE = resolve(__dirname, '../../docs/add-a-provider.md');

/** The cells of a row whose first one leads to files of the example, up to the second one. */
const ROW = /^\|([^|]*\(pigeon-post\/[^|]*)\|([^|]*)\|/gm;

/**
 * What is to be decided in each file of a new provider, by the path of the example's: the guide's tables say it, so
 * that nothing else is written into the files than stands there.
 */
export const tasks = (): Map<string, string[]> => {
	const found = new Map<string, string[]>();
	for (const [, files, task] of readFileSync(GUIDE, 'utf8').matchAll(ROW)) {
		for (const [, path] of files.matchAll(/\(pigeon-post\/([^)]*)\)/g)) {
			found.set(path, [...(found.get(path) ?? []), task.trim()]);
		}
	}
	return found;
};

/** Puts a task into the text of a file, in the way of its kind. A test names it as long as it stands there. */
export function withTask(path: string, text: string, task: string): string {
	const todo = `TODO: ${task}`;
	if (path.startsWith('examples/')) {
		// After the note's own words, which begin with its heading.
		return text.replace(/"content": "(?:[^"\\]|\\.)*(?=")/, (note) => `${note}\\n\\n${todo}`);
	}
	if (path.endsWith('.json')) return text.replace('"alias": [', `"alias": ["${todo}", `);
	return /\.(svg|md)$/.test(path) ? `<!-- ${todo} -->\n${text}` : `// ${todo}\n\n${text}`;
}
