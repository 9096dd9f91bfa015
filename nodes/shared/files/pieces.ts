import type { IExecuteSingleFunctions } from 'n8n-workflow';

/** The size of a chunk of a stored file, in bytes. */
const PIECE = 64 * 1024;

/** The allocation for each chunk, in elements of 8 bytes: less than the 128 kB from which V8 treats it as large. */
const BALLAST = 15 * 1024;

/**
 * Reads a file from n8n's store in chunks.
 * @param id of the file in the store
 */
export async function* piecesOf(
	context: IExecuteSingleFunctions,
	id: string,
): AsyncGenerator<Uint8Array> {
	const stored = await context.helpers.getBinaryStream(id, PIECE);
	for await (const piece of stored as AsyncIterable<Buffer>) {
		letGoOfPieces();
		yield piece;
	}
}

/**
 * Makes V8 free chunks that were sent. Their memory is outside of its heap, and is freed when V8 collects the young
 * generation: after a certain amount of allocations on the heap, of which a file causes hardly any. Until then some
 * 64 MB of chunks accumulate, and V8 collects everything that n8n has on its heap, again and again: three quarters of
 * the work of sending a large file. So twice the size of a chunk is allocated on the heap and dropped at once, which
 * costs next to nothing.
 */
function letGoOfPieces(): void {
	new Array(BALLAST).fill(0);
}
