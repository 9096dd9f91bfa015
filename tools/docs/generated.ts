import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { format, resolveConfig } from 'prettier';

export const repository = resolve(__dirname, '../..');

const MARKERS = /(<!-- made by "npm run docs": (\w+) -->\n)[\s\S]*?(<!-- end -->)/g;

/**
 * Regenerates a document: the content between the markers `<!-- made by "npm run docs": NAME -->` and `<!-- end -->` is
 * replaced by the part called NAME.
 * @param path in the repository
 * @throws if the document has no markers, or a marker names an unknown part
 */
export async function withParts(
	path: string,
	parts: Record<string, () => string>,
): Promise<string> {
	const file = join(repository, path);
	const text = readFileSync(file, 'utf8');
	if (!text.match(MARKERS)) throw new Error(`${path} has no markers`);
	const filled = text.replace(MARKERS, (_, begin: string, name: string, end: string) => {
		if (!Object.hasOwn(parts, name)) throw new Error(`${path}: nothing is called '${name}'`);
		return `${begin}\n${parts[name]()}\n\n${end}`;
	});
	const options = await resolveConfig(file);
	return await format(filled, { ...options, filepath: file });
}
