import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** All TypeScript files of a folder of the repository, also in folders below. */
export const sourcesIn = (folder: string): string[] =>
	readdirSync(folder, { recursive: true, encoding: 'utf8' })
		.filter((file) => file.endsWith('.ts'))
		.map((file) => join(folder, file));
