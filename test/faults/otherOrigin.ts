import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server of another origin, the target of redirects. No request with a credential should ever arrive here. */
export interface OtherOrigin {
	url: string;
	/** The path and headers of each request whose path contains the text. */
	visits(text: string): string[];
	stop(): void;
}

export async function startOtherOrigin(): Promise<OtherOrigin> {
	const visits: string[] = [];
	const server = createServer((request, response) => {
		visits.push([request.url, ...request.rawHeaders].join('\n'));
		response.end('{}');
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		visits: (text) => visits.filter((visit) => visit.split('\n', 1)[0].includes(text)),
		stop: () => server.close(),
	};
}
