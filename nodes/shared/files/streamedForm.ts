import { randomUUID } from 'node:crypto';

import { StreamedBody, type FileFault } from '../engine/streamedBody';
import type { AttachedFile } from './files';

type Chunks = AsyncIterator<Uint8Array, unknown>;

/** An open file, with the chunk that was read when it was opened. */
interface OpenFile {
	first: IteratorResult<Uint8Array, unknown>;
	chunks: Chunks;
}

/** How a form escapes a name so that it stays one name (WHATWG HTML, section 4.10.21.8). */
const ESCAPES: Record<string, string> = { '\r': '%0D', '\n': '%0A', '"': '%22' };

const escaped = (name: string) => name.replace(/[\r\n"]/g, (character) => ESCAPES[character]);

/**
 * A multipart/form-data body (RFC 7578) whose files are read while they are sent, so that memory does not grow with
 * their size. Texts are sent byte for byte and without a type of their own, as `curl -F` does: n8n's HTTP client
 * (axios) would replace each of their line ends with CRLF, so the form is written here.
 */
export class StreamedForm extends StreamedBody {
	readonly parts: Array<[string, string | AttachedFile]> = [];
	// JavaScript's private fields are not in its JSON, by which requests are distinguished.
	readonly #boundary = `form-${randomUUID()}`;
	#opened?: Map<AttachedFile, OpenFile>;
	#fault?: FileFault;

	append(name: string, value: string | AttachedFile): void {
		this.parts.push([name, value]);
	}

	get type(): string {
		return `multipart/form-data; boundary=${this.#boundary}`;
	}

	get size(): number {
		const parts = this.parts.map(([name, value]) => {
			const length = typeof value === 'string' ? Buffer.byteLength(value) : value.size;
			return this.headOf(name, value).length + length + CRLF.length;
		});
		return parts.reduce((sum, length) => sum + length, this.end.length);
	}

	get fault(): FileFault | undefined {
		return this.#fault;
	}

	get sources(): AttachedFile[] {
		return this.parts.flatMap(([, value]) => (typeof value === 'string' ? [] : value));
	}

	async open(): Promise<void> {
		await this.close();
		this.#fault = undefined;
		this.#opened = new Map();
		for (const file of this.sources) {
			const chunks = file.stream()[Symbol.asyncIterator]();
			this.#opened.set(file, { first: await chunks.next(), chunks });
		}
	}

	async close(): Promise<void> {
		const opened = [...(this.#opened?.values() ?? [])];
		this.#opened = undefined;
		await Promise.all(opened.map(async ({ chunks }) => await chunks.return?.()));
	}

	async *stream(): AsyncGenerator<Uint8Array> {
		for (const [name, value] of this.parts) {
			yield this.headOf(name, value);
			if (typeof value === 'string') yield Buffer.from(value);
			else yield* this.contentOf(value);
			yield CRLF;
		}
		yield this.end;
	}

	private async *contentOf(file: AttachedFile): AsyncGenerator<Uint8Array> {
		const open = this.#opened?.get(file);
		// It is read once: reading the body again starts from the beginning.
		this.#opened?.delete(file);
		const chunks = open?.chunks ?? file.stream()[Symbol.asyncIterator]();
		const read = async () =>
			await chunks.next().catch((reason: FileFault) => {
				this.#fault = reason;
				throw reason;
			});
		try {
			for (let next = open?.first ?? (await read()); !next.done; next = await read()) {
				yield next.value;
			}
		} finally {
			await chunks.return?.();
		}
	}

	private headOf(name: string, value: string | AttachedFile): Buffer {
		const file =
			typeof value === 'string'
				? ''
				: `; filename="${escaped(value.name)}"\r\nContent-Type: ${value.type}`;
		const disposition = `Content-Disposition: form-data; name="${escaped(name)}"${file}`;
		return Buffer.from(`--${this.#boundary}\r\n${disposition}\r\n\r\n`);
	}

	private get end(): Buffer {
		return Buffer.from(`--${this.#boundary}--\r\n`);
	}
}

const CRLF = Buffer.from('\r\n');
