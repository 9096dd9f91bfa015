import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Proof } from './notebook';

/** A PDF from its first line to its last (ISO 32000-1, 7.5.2 and 7.5.5). */
const isWholePdf = (content: Buffer) =>
	content.subarray(0, 5).toString() === '%PDF-' && content.subarray(-16).includes('%%EOF');

/** Where the proof is kept. */
export class ProofFolder {
	private constructor(private readonly path: string) {}

	/** @param path relative to the current folder; whatever is in it is deleted */
	static async emptied(path: string): Promise<ProofFolder> {
		await rm(path, { recursive: true, force: true });
		await mkdir(path, { recursive: true });
		return new ProofFolder(path);
	}

	/** @throws if a file of that name is there already */
	async keep(fileName: string, content: Buffer): Promise<void> {
		await writeFile(join(this.path, fileName), content, { flag: 'wx' });
	}

	/** Whether the file lies on the disk, is a PDF, and is what the node said it was. */
	async has({ fileName, sha256 }: Proof): Promise<boolean> {
		const file = join(this.path, fileName);
		if (!existsSync(file)) return false;
		const content = await readFile(file);
		return isWholePdf(content) && createHash('sha256').update(content).digest('hex') === sha256;
	}
}
