import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Another origin, to which a provider's redirect leads. Nobody should ever come here. */
export interface Elsewhere {
	url: string;
	/** How many requests came whose path has the text. */
	visits(text: string): number;
	stop(): void;
}

export async function startElsewhere(): Promise<Elsewhere> {
	const paths: string[] = [];
	const server = createServer((request, response) => {
		paths.push(request.url ?? '');
		response.end('{}');
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		visits: (text) => paths.filter((path) => path.includes(text)).length,
		stop: () => server.close(),
	};
}
