import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { Proof } from './record';

/** Whether a PDF has its header and its trailer (ISO 32000-1, 7.5.2 and 7.5.5). */
const isWholePdf = (content: Buffer) =>
	content.subarray(0, 5).toString() === '%PDF-' && content.subarray(-16).includes('%%EOF');

/** The completeness check for each file type. */
const isWhole: Record<string, (content: Buffer) => boolean> = {
	'.pdf': isWholePdf,
	'.txt': (content) => content.length > 0,
};

/** @returns the digest in hexadecimal */
export const sha256 = (content: Buffer | string): string =>
	createHash('sha256').update(content).digest('hex');

/** Deletes the contents of a folder, and creates it if it does not exist. */
export async function emptyFolder(path: string): Promise<void> {
	await rm(path, { recursive: true, force: true });
	await mkdir(path, { recursive: true });
}

/** Stores the proof files of one provider. The folder is created with the first file. */
export class ProofFolder {
	/** @param path relative to the current folder */
	constructor(private readonly path: string) {}

	/** @throws if a file of that name already exists */
	async keep(fileName: string, content: Buffer | string): Promise<void> {
		await mkdir(this.path, { recursive: true });
		await writeFile(join(this.path, fileName), content, { flag: 'wx' });
	}

	/** Whether the file exists, is complete, and matches the node's digest. */
	async has({ fileName, sha256: expected }: Proof): Promise<boolean> {
		const file = join(this.path, fileName);
		if (!existsSync(file)) return false;
		const content = await readFile(file);
		return (isWhole[extname(fileName)]?.(content) ?? false) && sha256(content) === expected;
	}
}
