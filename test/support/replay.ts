import type { IncomingHttpHeaders } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An answer as a provider would give it: an object is sent as JSON, text and bytes as they are. */
export interface ReplayedAnswer {
	status?: number;
	headers?: Record<string, string>;
	body: object | string | Buffer;
}

/** A request as it came in; `text` is its whole body. */
export interface ReceivedRequest {
	method: string;
	/** With the query. */
	url: string;
	headers: IncomingHttpHeaders;
	/** As received: names and values alternate. */
	rawHeaders: string[];
	text: string;
}

export interface Replay {
	/** `http://127.0.0.1:PORT`. */
	readonly url: string;
	/** All requests since the answers were set. */
	readonly requests: ReceivedRequest[];
	/** Sets the answers, which are given in order for any path; the last one is repeated. */
	answer(...answers: ReplayedAnswer[]): void;
}

interface RunningReplay extends Replay {
	stop(): Promise<void>;
}

const asSent = (body: ReplayedAnswer['body']) =>
	typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body);

async function startReplay(): Promise<RunningReplay> {
	const requests: ReceivedRequest[] = [];
	let answers: ReplayedAnswer[] = [];
	const server = createServer((request, response) => {
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('end', () => {
			const { method = '', url = '', headers, rawHeaders } = request;
			requests.push({ method, url, headers, rawHeaders, text: Buffer.concat(chunks).toString() });
			const answer = answers.length > 1 ? answers.shift() : answers[0];
			const { status = 200, headers: own, body = '' } = answer ?? { status: 404, body: {} };
			response.writeHead(status, { 'content-type': 'application/json', ...own });
			response.end(asSent(body));
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		requests,
		answer(...given) {
			answers = given;
			requests.length = 0;
		},
		async stop() {
			const closed = new Promise((resolve) => server.close(resolve));
			server.closeAllConnections();
			await closed;
		},
	};
}

/** A fake provider that gives the answers that a test sets, for the tests of a file. */
export function setReplay(): Replay {
	const running: { replay?: RunningReplay } = {};
	beforeAll(async () => {
		running.replay = await startReplay();
	});
	afterAll(async () => await running.replay?.stop());
	return {
		get url() {
			return running.replay!.url;
		},
		get requests() {
			return running.replay!.requests;
		},
		answer: (...answers) => running.replay!.answer(...answers),
	};
}
