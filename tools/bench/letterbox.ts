import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** A provider that accepts everything, with a configurable latency. */
export interface Letterbox {
	url: string;
	/** The response time, in milliseconds. */
	latency: number;
	/** The count since the last `reset`. */
	requests: number;
	/** The maximum number of concurrent requests. */
	mostInFlight: number;
	reset(): void;
	close(): Promise<void>;
}

/** Stampee's response to a letter, which the other contestants ignore. */
const answer = (id: number) =>
	JSON.stringify({ type: 'LS', createdAt: new Date(), messages: [{ id: 100000000000 + id }] });

export async function openLetterbox(): Promise<Letterbox> {
	let inFlight = 0;
	const server = createServer((request, response) => {
		void (async () => {
			inFlight++;
			letterbox.requests++;
			letterbox.mostInFlight = Math.max(letterbox.mostInFlight, inFlight);
			request.resume();
			await Promise.all([once(request, 'end'), pause(letterbox.latency)]);
			inFlight--;
			response.setHeader('content-type', 'application/json');
			response.end(answer(letterbox.requests));
		})();
	}).listen(0, '127.0.0.1');
	await once(server, 'listening');
	// Longer than any client's pool keeps a connection, so that none is closed during a request.
	server.keepAliveTimeout = 60_000;
	const letterbox: Letterbox = {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		latency: 0,
		requests: 0,
		mostInFlight: 0,
		reset() {
			letterbox.requests = 0;
			letterbox.mostInFlight = 0;
		},
		close: async () => {
			server.closeAllConnections();
			server.close();
			await once(server, 'close');
		},
	};
	return letterbox;
}
