import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface SeenRequest {
	method: string;
	path: string;
	query: Record<string, string>;
	headers: IncomingHttpHeaders;
	body: string;
}

/** The answer to a request: a body for 200, or a function that answers itself. */
export type Answer = object | string | Handler;

type Handler = (response: ServerResponse, request: SeenRequest) => void;

const isHandler = (answer: Answer): answer is Handler => typeof answer === 'function';

export interface CourierServer {
	url: string;
	seen: SeenRequest[];
	/** Sets the answers of a path; the last one is repeated. */
	answer(path: string, ...answers: Answer[]): void;
	/** Resolves at the next request for the path. */
	arrival(path: string): Promise<void>;
	forget(): void;
	stop(): Promise<void>;
}

export const status =
	(code: number, body: object = {}): Answer =>
	(response) =>
		response.writeHead(code, { 'content-type': 'application/json' }).end(JSON.stringify(body));

/** A courier's API on a free loopback port, which gives the answers that are set and records its requests. */
export async function startCourierServer(): Promise<CourierServer> {
	const answers = new Map<string, Answer[]>();
	const awaited = new Map<string, () => void>();
	const seen: SeenRequest[] = [];

	const server = createServer((request, response) => {
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('end', () => {
			const url = new URL(request.url ?? '/', 'http://127.0.0.1');
			const asked: SeenRequest = {
				method: request.method ?? '',
				path: url.pathname,
				query: Object.fromEntries(url.searchParams),
				headers: request.headers,
				body: Buffer.concat(chunks).toString(),
			};
			seen.push(asked);
			awaited.get(url.pathname)?.();
			const queue = answers.get(url.pathname) ?? [status(404)];
			const answer = (queue.length > 1 ? queue.shift() : queue[0]) ?? status(404);
			if (isHandler(answer)) answer(response, asked);
			else if (typeof answer === 'string') response.end(answer);
			else {
				response.setHeader('content-type', 'application/json');
				response.end(JSON.stringify(answer));
			}
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		seen,
		answer: (path, ...given) => void answers.set(path, given),
		arrival: (path) => new Promise((resolve) => awaited.set(path, resolve)),
		forget() {
			answers.clear();
			awaited.clear();
			seen.length = 0;
		},
		async stop() {
			const closed = new Promise((resolve) => server.close(resolve));
			server.closeAllConnections();
			await closed;
		},
	};
}
