import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** All TypeScript files in a folder of the repository and its subfolders. */
export const sourcesIn = (folder: string): string[] =>
	readdirSync(folder, { recursive: true, encoding: 'utf8' })
		.filter((file) => file.endsWith('.ts'))
		.map((file) => join(folder, file));
