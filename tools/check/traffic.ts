import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { ClientRequest, IncomingMessage } from 'node:http';
import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib';
import type { Exchange } from './seen';

/** The most bytes kept of an answer: an API's answers are smaller, and the beginning of a file shows its type. */
const MAX_STORE_BYTES = 4 * 1024 * 1024;

const DECODERS: Record<string, (bytes: Buffer) => Buffer> = {
	gzip: gunzipSync,
	deflate: inflateSync,
	br: brotliDecompressSync,
};

/** The decompressed bytes; unchanged if they can't be decompressed. */
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
 * Observes all HTTP requests that this process makes, so that what is checked is exactly what the nodes exchange with
 * the provider. It changes nothing.
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
		// The consumer of the response still controls the flow.
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

	/** Assigns all requests to a step until the work is done. Returns the exchanges completed meanwhile. */
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
