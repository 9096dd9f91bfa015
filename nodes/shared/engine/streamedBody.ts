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

/** What a body is made of that n8n keeps outside of memory. */
export interface Source {
	/** What is kept as the same has the same content. */
	keptAs(): string;
	/** Its content, from the start on each call. @throws FileFault */
	stream(): AsyncIterable<Uint8Array>;
}

/**
 * A body that is read while it is sent. It has the shape of the web's Blob, which n8n's HTTP client (axios)
 * recognises by its tag and reads by `size`, `type` and `stream`. The request must not follow redirects, for which
 * the client would keep the whole body.
 */
export abstract class StreamedBody {
	/** What broke it off on its way. */
	abstract readonly fault?: FileFault;
	abstract readonly sources: Source[];
	/** In bytes, as it is told the provider before. */
	abstract readonly size: number;
	/** MIME type of the whole. */
	abstract readonly type: string;

	get [Symbol.toStringTag](): string {
		return 'Blob';
	}

	/**
	 * Opens its sources, which then are sent even if n8n deletes them meanwhile.
	 * @throws FileFault for one that can't be opened
	 */
	abstract open(): Promise<void>;
	/** Lets go of the sources that are open. */
	abstract close(): Promise<void>;
	/** The content. @throws FileFault if a source breaks off */
	abstract stream(): AsyncIterable<Uint8Array>;
}

/** The body of a request, if it is read while it is sent. */
export const streamedIn = ({ body }: { body?: unknown }) =>
	body instanceof StreamedBody ? body : undefined;
