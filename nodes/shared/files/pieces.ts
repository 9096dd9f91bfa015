import type { IExecuteSingleFunctions } from 'n8n-workflow';

/** How much of a stored file is in one piece, in bytes. */
const PIECE = 64 * 1024;

/** What is allocated for a piece, in elements of 8 bytes: less than the 128 kB from which V8 calls it large. */
const BALLAST = 15 * 1024;

/**
 * Reads a file from n8n's store piece by piece.
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
 * Has V8 let go of pieces that were sent. Their memory lies outside of its heap, and is freed when V8
 * collects what is young: after so many allocations on the heap, of which a file causes hardly any. Until
 * then some 64 MB of them pile up, and V8 goes through everything that n8n has on its heap, again and again:
 * three quarters of the work of sending a large file. So twice as much is allocated on the heap as a piece
 * takes beside it, and dropped at once, which costs next to nothing.
 */
function letGoOfPieces(): void {
	new Array(BALLAST).fill(0);
}
