import type { AttachedFile } from './files';

/**
 * A multipart/form-data body whose files are read while they are sent, so that memory does not grow
 * with them. It has the shape of the web's FormData, which n8n's HTTP client (axios) recognises by
 * `append`, iteration and tag, and writes out part by part: boundary, length and escaped names are
 * its work. The request must not follow redirects, for which the client would keep the whole body.
 */
export class StreamedForm {
	readonly parts: Array<[string, string | AttachedFile]> = [];

	append(name: string, value: string | AttachedFile): void {
		this.parts.push([name, value]);
	}

	entries(): IterableIterator<[string, string | AttachedFile]> {
		return this.parts.values();
	}

	[Symbol.iterator](): IterableIterator<[string, string | AttachedFile]> {
		return this.entries();
	}

	get [Symbol.toStringTag](): string {
		return 'FormData';
	}
}
