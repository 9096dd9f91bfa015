import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const GUIDE = resolve(__dirname, '../../docs/add-a-provider.md');

/** A table row: the first cell links to files of the example; the second one is captured as well. */
const ROW = /^\|([^|]*\(pigeon-post\/[^|]*)\|([^|]*)\|/gm;

/**
 * What has to be decided in each file of a new provider, by the path of the example's file. Taken from the guide's
 * tables, so that the files say exactly what the guide says.
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

/** Adds a task to a file, in the format of its type. A test names the file as long as the task is in it. */
export function withTask(path: string, text: string, task: string): string {
	const todo = `TODO: ${task}`;
	if (path.startsWith('examples/')) {
		// After the note's text, which starts with its heading.
		return text.replace(/"content": "(?:[^"\\]|\\.)*(?=")/, (note) => `${note}\\n\\n${todo}`);
	}
	if (path.endsWith('.json')) return text.replace('"alias": [', `"alias": ["${todo}", `);
	return /\.(svg|md)$/.test(path) ? `<!-- ${todo} -->\n${text}` : `// ${todo}\n\n${text}`;
}
