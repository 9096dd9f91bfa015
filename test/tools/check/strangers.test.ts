import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { checkProvider } from '../../../tools/check/check';
import { isBroken, type Findings } from '../../../tools/check/findings';
import { replayCredential } from '../../../tools/check/replay';
import { pageOf } from '../../../tools/check/show';
import { PROVIDERS } from '../../../tools/providers';
import { setCheckStage } from './checkStage';

const json =
	(body: unknown, status = 200): RequestListener =>
	(_request, response) => {
		response.writeHead(status, { 'content-type': 'application/json' });
		response.end(typeof body === 'string' ? body : JSON.stringify(body));
	};

/** Servers that are nobody's: each answers everything alike. */
const STRANGERS: Record<string, RequestListener> = {
	'finds nothing': (_request, response) => response.writeHead(404).end('Not found'),
	'finds nothing, in JSON': json({ code: 'not-found', message: 'No' }, 404),
	'refuses everything': json({ code: 'unauthorized', message: 'Unauthorized access' }, 401),
	'shows a web page': (_request, response) =>
		response.writeHead(200, { 'content-type': 'text/html' }).end('<html><h1>Welcome</h1></html>'),
	'answers an empty object': json({}),
	'answers an empty list': json([]),
	'answers null': json('null'),
	'answers a text': json('"ok"'),
	'answers what all of them would': json({
		customers: [{ id: '1', state: 'ACCEPTED' }],
		data: { usage: 1, limit: 2 },
		user: { plan: 'free' },
		content: [],
		response: { status: 'ok' },
		emails: [],
	}),
	'nests without an end': json(`${'['.repeat(5000)}${']'.repeat(5000)}`),
	'writes what is no JSON': json('{"customers": [{"id"'),
	'writes garbage': (_request, response) => response.end(Buffer.from([0, 255, 254, 1, 128])),
	'promises more than it sends': (_request, response) => {
		response.writeHead(200, { 'content-length': '1000' });
		response.write('{');
		response.destroy();
	},
	'redirects to itself': ({ url }, response) => response.writeHead(302, { location: url }).end(),
	'says what it compresses wrongly': (_request, response) =>
		response.writeHead(200, { 'content-encoding': 'gzip' }).end('not compressed'),
	'fails now and always': json({ error: 'down' }, 503),
	'closes the connection': ({ socket }) => socket.destroy(),
	'never answers': () => {},
};

const stage = setCheckStage();

describe.each(Object.entries(STRANGERS))('A server that %s', (_title, listener) => {
	let server: Server;
	let url: string;

	beforeAll(async () => {
		server = createServer(listener);
		server.listen(0, '127.0.0.1');
		await once(server, 'listening');
		url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	});
	afterAll(async () => {
		server.closeAllConnections();
		server.close();
		await once(server, 'close');
	});

	it.each(PROVIDERS)(
		'is not taken for $title, and nothing that it says counts',
		async (provider) => {
			const { report } = await checkProvider(provider, {
				engine: stage.engine,
				credential: replayCredential(provider, url),
				given: Object.fromEntries(Object.keys(provider.check.inputs).map((name) => [name, '1234'])),
				agree: () => Promise.reject(new Error('To a stranger nothing is sent')),
				patience: 1000,
			});
			expect(report.isRecognised).toBe(false);
			expect(isBroken(report as unknown as Findings)).toBe(true);
			const claims = Object.values(report.facts).filter((each) => /hold|held/.test(each));
			expect(claims).toEqual([]);
			const found = Object.values(report.switches).filter((each) => !('nothing' in each));
			expect(found.filter((each) => !('notLookedFor' in each))).toEqual([]);
			expect(pageOf(provider, report)).toContain('NOT recognized');
		},
	);
});
