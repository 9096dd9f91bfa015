/**
 * A refusal proves that nothing was accepted only if it was read whole: what is missing may name what was accepted
 * all the same.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';

import { textOf } from '../../nodes/shared/json';
import { chain, start } from '../../tools/engine/chain';
import { setStage } from '../../tools/engine/stage';
import { PROVIDERS, type Provider } from '../../tools/providers';
import { useLoopbackServers } from '../support/loopbackServers';

const stage = setStage();
const listen = useLoopbackServers();

beforeAll(() => {
	for (const { sandboxSettings } of PROVIDERS) sandboxSettings.liftLimits?.(stage.sandbox);
});

const JSON_TYPE = 'Content-Type: application/json\r\n';
const BODY = JSON.stringify({ message: 'One was refused', messages: [{ id: '480915273604' }] });
const WHOLE = `${JSON_TYPE}Content-Length: ${BODY.length}\r\n\r\n`;
const ZIPPED = gzipSync(BODY);

/** What comes after the status, before the connection closes. */
type Rest = string | Buffer;

const BROKEN: Record<string, Rest> = {
	'less than its length': `${WHOLE}${BODY.slice(0, -20)}`,
	'all but its last bracket': `${WHOLE}${BODY.slice(0, -1)}`,
	'no last chunk': `${JSON_TYPE}Transfer-Encoding: chunked\r\n\r\n${BODY.length.toString(16)}\r\n${BODY}\r\n`,
	'its head only': WHOLE,
	'half of its gzip': Buffer.concat([
		Buffer.from(`${JSON_TYPE}Content-Encoding: gzip\r\nConnection: close\r\n\r\n`),
		ZIPPED.subarray(0, ZIPPED.length / 2),
	]),
	'a part, which nothing shows': `${JSON_TYPE}Connection: close\r\n\r\n${BODY.slice(0, -1)}`,
	'a part, which is not called JSON': `Connection: close\r\n\r\n${BODY.slice(0, -1)}`,
	'a warning before its JSON': `${JSON_TYPE}Connection: close\r\n\r\nWarning: disk full\n${BODY}`,
};

const COMPLETE: Record<string, Rest> = {
	'an empty body': `${JSON_TYPE}Content-Length: 0\r\n\r\n`,
	'a web page': 'Content-Type: text/html\r\nConnection: close\r\n\r\n<h1>Refused</h1>',
	'plain text': 'Content-Type: text/plain\r\nConnection: close\r\n\r\nRefused',
};

/** A server that hands everything on to the sandbox, except for the requests to be answered so. */
async function startServer(
	target: string,
	isAnswered: (request: IncomingMessage) => boolean,
	status: number,
	rest: Rest,
) {
	const bodies: string[] = [];
	const handle = async (request: IncomingMessage, reply: ServerResponse) => {
		const body = await buffer(request);
		if (isAnswered(request)) {
			bodies.push(body.toString('latin1'));
			const head = Buffer.from(`HTTP/1.1 ${status} X\r\n`);
			request.socket.write(Buffer.concat([head, Buffer.from(rest)]));
			// Later, so that the client has read the head.
			setTimeout(() => request.socket.destroy(), 20);
			return;
		}
		const { method = '', url = '', headers } = request;
		const kept = Object.entries(headers).filter(
			([name]) => !['host', 'connection', 'content-length', 'transfer-encoding'].includes(name),
		);
		const answer = await fetch(new URL(url, target), {
			method,
			headers: Object.fromEntries(kept.map(([name, value]) => [name, textOf(value)])),
			...(body.length > 0 && { body }),
		});
		const type = answer.headers.get('content-type') ?? 'application/json';
		reply.writeHead(answer.status, { 'content-type': type });
		reply.end(Buffer.from(await answer.arrayBuffer()));
	};
	const port = await listen(createServer((request, reply) => void handle(request, reply)));
	return { origin: `http://127.0.0.1:${port}`, bodies };
}

let credentials = 0;

/** Sends while each send is answered so. @returns what the user is told, and the bodies of all sends */
async function send(
	{ credential, node, sending, account }: Provider,
	status: number,
	rest: Rest,
	{ count = 1, parameters = {} } = {},
) {
	const { sandbox, engine } = stage;
	const [verb, path] = sending.on.split(' ');
	const data = account(sandbox);
	const { origin, pathname } = new URL(textOf(data.baseUrl));
	const isSend = ({ method, url }: IncomingMessage) => method === verb && url === path;
	const { bodies, ...server } = await startServer(origin, isSend, status, rest);
	const { certainty } = sending;
	const options = certainty.by === 'lookup' ? { options: { ...certainty.options } } : {};
	const { error } = await engine.run(
		chain(
			start,
			node(
				sending.operation,
				{ ...sending.parameters, ...options, ...parameters },
				{
					retryOnFail: true,
					maxTries: 2,
					waitBetweenTries: 10,
					credentials: { [credential]: { id: `broken-${++credentials}`, name: 'Account' } },
				},
			),
		),
		{
			input: sending.items(sandbox, count) as never,
			credentials: {
				[credential]: {
					...data,
					environment: 'custom',
					baseUrl: `${server.origin}${pathname.replace(/\/$/, '')}`,
				},
			},
		},
	);
	return { told: error?.message, bodies };
}

describe.each(PROVIDERS)('Where $title refuses a send', (provider) => {
	// What it recognizes by a key is sent to it again with that key.
	const isRecognized = provider.sending.certainty.by === 'key';
	const different = (bodies: string[]) => (isRecognized ? [...new Set(bodies)] : bodies);

	const cases = [400, 401, 422, 429].flatMap((status) =>
		Object.entries(BROKEN).map(([name, rest]) => [status, name, rest] as const),
	);
	it.each(cases)(
		'with a %d of which comes %s, it may have been sent',
		async (status, _, rest) => {
			const { told, bodies } = await send(provider, status, rest);
			expect(told).toMatch(/^May have been sent: /);
			expect(different(bodies)).toHaveLength(1);
		},
		30_000,
	);

	it.each(Object.entries(COMPLETE))('with a whole 422 and %s, it is refused', async (_, rest) => {
		const { told } = await send(provider, 422, rest);
		expect(told).toMatch(/^Refused: /);
	});
});

it('A combined send is not repeated in halves', async () => {
	const { told, bodies } = await send(PROVIDERS[0], 422, BROKEN['less than its length'], {
		count: 4,
		parameters: { customerReference: 'R', options: { combineItems: true } },
	});
	expect(told).toMatch(/^May have been sent: /);
	expect(bodies).toHaveLength(1);
});
