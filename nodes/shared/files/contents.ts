import { createHash } from 'node:crypto';
import type { IExecuteSingleFunctions } from 'n8n-workflow';

import { runOf } from '../run/run';
import type { AttachedFile } from './files';

/** Hashes of contents, by where n8n keeps them: on all tries of a run, each is read once for this. */
class Hashes {
	private readonly known = new Map<string, Promise<string>>();
	private latest: Promise<unknown> = Promise.resolve();

	/** Reads one file after the other, so that no more than a piece of one is in memory. */
	async of(file: AttachedFile): Promise<string> {
		const known = this.known.get(file.keptAs()) ?? this.latest.then(async () => hashOf(file));
		this.known.set(file.keptAs(), known);
		this.latest = known.catch(() => undefined);
		return await known;
	}
}

async function hashOf(file: AttachedFile): Promise<string> {
	const hash = createHash('sha256');
	for await (const piece of file.stream()) hash.update(piece);
	return hash.digest('hex');
}

/**
 * What tells files apart that have no more than name, type and size in common: the SHA-256 of each content, in
 * hexadecimal. It costs reading them, so it is for where items may be taken for one another.
 * @throws whatever n8n's store does, such as for a file that is gone
 */
export async function contentsOf(
	context: IExecuteSingleFunctions,
	files: AttachedFile[],
): Promise<string[]> {
	const hashes = runOf(context).state(Hashes, () => new Hashes());
	return await Promise.all(files.map(async (file) => await hashes.of(file)));
}
