/** n8n no longer has a file, or not all of it. */
export class FileFault extends Error {
	/**
	 * @param message what happened, naming the file; no final period
	 * @param description what to do
	 */
	constructor(
		message: string,
		readonly description: string,
	) {
		super(message);
	}
}

/** A source of a body, stored by n8n outside of memory. */
export interface Source {
	/** Sources with the same storage have the same content. */
	storageKey(): string;
	/** Its content, from the start at each call. @throws FileFault */
	stream(): AsyncIterable<Uint8Array>;
}

/**
 * A body that is read while it is sent. It has the shape of the web's Blob, which n8n's HTTP client (axios)
 * recognizes by its tag and reads by `size`, `type` and `stream`. The request must not follow redirects, for which
 * the client would buffer the whole body.
 */
export abstract class StreamedBody {
	/** What interrupted it while it was sent. */
	abstract readonly fault?: FileFault;
	abstract readonly sources: Source[];
	/** In bytes, as announced to the provider. */
	abstract readonly size: number;
	/** MIME type of the whole. */
	abstract readonly type: string;

	get [Symbol.toStringTag](): string {
		return 'Blob';
	}

	/**
	 * Opens its sources, which are then sent even if n8n deletes them meanwhile.
	 * @throws FileFault for one that can't be opened
	 */
	abstract open(): Promise<void>;
	/** Releases the sources that are open. */
	abstract close(): Promise<void>;
	/** The content. @throws FileFault if a source breaks off */
	abstract stream(): AsyncIterable<Uint8Array>;
}

/** The body of a request, if it is read while it is sent. */
export const streamedIn = ({ body }: { body?: unknown }) =>
	body instanceof StreamedBody ? body : undefined;
