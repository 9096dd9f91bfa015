import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { ClientRequest, IncomingMessage } from 'node:http';
import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib';
import type { Exchange } from './seen';

/** What is kept of an answer, in bytes: those of an API are smaller, and of a file its beginning tells what it is. */
const MAX_STORE_BYTES = 4 * 1024 * 1024;

const DECODERS: Record<string, (bytes: Buffer) => Buffer> = {
	gzip: gunzipSync,
	deflate: inflateSync,
	br: brotliDecompressSync,
};

/** As it was before it was compressed; as it came if it can't be read. */
function decoded(bytes: Buffer, encoding = ''): Buffer {
	try {
		return DECODERS[encoding]?.(bytes) ?? bytes;
	} catch {
		return bytes;
	}
}

interface Recording {
	step: string;
	request: ClientRequest;
	response: IncomingMessage;
	chunks: Buffer[];
}

function exchangeOf({ step, request, response, chunks }: Recording): Exchange {
	const { protocol, host, path, method } = request;
	const named = request.getHeader('host');
	const headers = Object.entries(response.headers).map(([name, value]) => [name, String(value)]);
	return {
		step,
		method,
		url: new URL(path, `${protocol}//${String(named ?? host)}`),
		status: response.statusCode ?? 0,
		headers: Object.fromEntries(headers) as Record<string, string>,
		body: decoded(Buffer.concat(chunks), response.headers['content-encoding']),
	};
}

/**
 * Looks on at the HTTP requests that this process makes, whoever makes them: what is checked is what leaves the nodes
 * for the provider, and what comes back. Nothing of it is changed.
 */
export class Traffic {
	private step = '';
	private readonly recordings: Recording[] = [];

	private readonly listener = (message: unknown) => {
		const { request, response } = message as Pick<Recording, 'request' | 'response'>;
		if (this.step === '') return;
		const recording: Recording = { step: this.step, request, response, chunks: [] };
		this.recordings.push(recording);
		let size = 0;
		const push = response.push.bind(response);
		// Whoever reads the answer still decides when it flows.
		response.push = (chunk: unknown, ...more: [BufferEncoding?]) => {
			if (Buffer.isBuffer(chunk) && size < MAX_STORE_BYTES) {
				size += chunk.length;
				recording.chunks.push(Buffer.from(chunk));
			}
			return push(chunk, ...more);
		};
	};

	start(): void {
		subscribe('http.client.response.finish', this.listener);
	}

	stop(): void {
		unsubscribe('http.client.response.finish', this.listener);
	}

	/** What is recorded until the work is done belongs to a step. Gives what has been answered meanwhile. */
	async during(step: string, work: () => Promise<unknown>): Promise<Exchange[]> {
		this.step = step;
		try {
			await work();
		} finally {
			this.step = '';
		}
		return this.recordings.splice(0).map(exchangeOf);
	}
}
