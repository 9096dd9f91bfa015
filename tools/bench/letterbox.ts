import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** A provider that takes everything, as fast as it is told to. */
export interface Letterbox {
	url: string;
	/** How long it takes for an answer, in milliseconds. */
	latency: number;
	/** Counted since the last `reset`. */
	requests: number;
	/** The most requests that waited for an answer at one time. */
	mostInFlight: number;
	reset(): void;
	close(): Promise<void>;
}

/** What Stampee answers to a letter; the other contestants don't mind. */
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
	// Longer than any caller's pool keeps a connection, so that none is closed under a request.
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
