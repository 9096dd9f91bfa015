import type { IExecuteSingleFunctions } from 'n8n-workflow';

/** The size of a chunk of a stored file, in bytes. */
const CHUNK_SIZE = 64 * 1024;

/** The allocation for each chunk, in elements of 8 bytes: less than the 128 kB from which V8 treats it as large. */
const GARBAGE_SIZE = 15 * 1024;

/**
 * Reads a file from n8n's store in chunks.
 * @param id of the file in the store
 */
export async function* chunksOf(
	context: IExecuteSingleFunctions,
	id: string,
): AsyncGenerator<Uint8Array> {
	const stored = await context.helpers.getBinaryStream(id, CHUNK_SIZE);
	for await (const chunk of stored as AsyncIterable<Buffer>) {
		provokeGarbageCollection();
		yield chunk;
	}
}

/**
 * Makes V8 free chunks that were sent. Their memory is outside of its heap, and is freed when V8 collects the young
 * generation: after a certain amount of allocations on the heap, of which a file causes hardly any. Until then some
 * 64 MB of chunks accumulate, and V8 collects everything that n8n has on its heap, again and again: three quarters of
 * the work of sending a large file. So twice the size of a chunk is allocated on the heap and dropped at once, which
 * costs next to nothing.
 */
function provokeGarbageCollection(): void {
	new Array(GARBAGE_SIZE).fill(0);
}
