import { createHash } from 'node:crypto';
import type { IExecuteSingleFunctions } from 'n8n-workflow';

import { runOf } from '../run/run';
import type { AttachedFile } from './files';

/** Hashes of contents, by where n8n stores them: each is read once for this, over all attempts of a run. */
class Hashes {
	private readonly known = new Map<string, Promise<string>>();
	private latest: Promise<unknown> = Promise.resolve();

	/** Reads one file after the other, so that only a chunk of one file is in memory. */
	async of(file: AttachedFile): Promise<string> {
		const known = this.known.get(file.storageKey()) ?? this.latest.then(async () => hashOf(file));
		this.known.set(file.storageKey(), known);
		this.latest = known.catch(() => undefined);
		return await known;
	}
}

async function hashOf(file: AttachedFile): Promise<string> {
	const hash = createHash('sha256');
	for await (const chunk of file.stream()) hash.update(chunk);
	return hash.digest('hex');
}

/**
 * Distinguishes files that have only name, type and size in common: the SHA-256 of each content, in hexadecimal. It
 * requires reading them, so it is used where items might be mistaken for one another.
 * @throws whatever n8n's store throws, for example for a file that is gone
 */
export async function contentHashesOf(
	context: IExecuteSingleFunctions,
	files: AttachedFile[],
): Promise<string[]> {
	const hashes = runOf(context).state(Hashes, () => new Hashes());
	return await Promise.all(files.map(async (file) => await hashes.of(file)));
}
