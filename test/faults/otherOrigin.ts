import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Another origin, to which a provider's redirect leads. No request with a credential should ever come here. */
export interface OtherOrigin {
	url: string;
	/** The requests whose path has the text: path and headers. */
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
