import { once } from 'node:events';
import http from 'node:http';
import https from 'node:https';
import { connect as connectTo, type AddressInfo, type Socket } from 'node:net';
import { CertificateAuthority } from '../../sandbox/certificateAuthority';
import { startConnectProxy, type ConnectProxy, type TunnelFault } from '../../sandbox/connectProxy';
import { startLine, type Line, type LineFault, type LineRule } from '../../sandbox/line';

const authority = new CertificateAuthority();
const certificate = authority.issueServerCertificate();
const unknown = new CertificateAuthority();
const stranger = { ...unknown.issueServerCertificate(), authority: unknown.certificate };

/** The bodies of the requests that the server behind the line has read completely. */
let arrived: string[];
let server: http.Server;
let line: Line | undefined;
let proxy: ConnectProxy | undefined;

beforeEach(async () => {
	arrived = [];
	server = http.createServer((request, response) => {
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('end', () => {
			arrived.push(Buffer.concat(chunks).toString());
			response.end('{"answer":"of the server"}');
		});
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
});

afterEach(() => {
	line?.stop();
	proxy?.stop();
	server.close();
});

const open = async (fault?: LineFault, isSecure = false, rule: Partial<LineRule> = {}) => {
	line = await startLine({
		to: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		...(isSecure && { certificate, stranger }),
		rule: fault && { fault, skip: 0, times: 1, ...rule },
	});
	return line;
};

/** What a caller sees: the answer, or the error. */
interface Seen {
	status?: number;
	body?: string;
	code?: string;
	/** What failed; `connect` proves that nothing has left. */
	syscall?: string;
}

async function ask(isSecure = false, path = '/'): Promise<Seen> {
	return await new Promise((resolve) => {
		const request = (isSecure ? https : http).request(
			{
				host: '127.0.0.1',
				port: line?.port,
				path,
				method: 'POST',
				agent: false,
				ca: authority.certificate,
			},
			(response) => {
				const chunks: Buffer[] = [];
				response.on('data', (chunk: Buffer) => chunks.push(chunk));
				const body = () => Buffer.concat(chunks).toString();
				response.on('end', () => resolve({ status: response.statusCode, body: body() }));
				response.on('error', ({ code }: NodeJS.ErrnoException) =>
					resolve({ status: response.statusCode, body: body(), code }),
				);
			},
		);
		request.on('error', ({ code, syscall }: NodeJS.ErrnoException) => resolve({ code, syscall }));
		request.end('{"letter":"of the caller"}');
	});
}

/** A caller that goes on writing when the line has ended its side. */
function callLine(port = line?.port): Socket {
	const socket = connectTo({ host: '127.0.0.1', port: port!, allowHalfOpen: true });
	return socket.on('error', () => {}).resume();
}

/** Settles when a line has ended its side, or has reset the connection. */
const ended = async (socket: Socket) =>
	await new Promise<void>((resolve) => void socket.once('end', resolve).once('close', resolve));

const closed = async (socket: Socket) =>
	socket.closed || (await new Promise((resolve) => void socket.once('close', resolve)));

const REQUEST = 'POST /send HTTP/1.1\r\nHost: x\r\nContent-Length: 6\r\n\r\nletter';

const BREAKS = ['reset', 'end', 'plaintext', 'alert', 'record'] as const;
const PHASES = ['accept', 'handshake', 'half', 'written', 'accepted', 'answer'] as const;
const EVERY_BREAK = PHASES.flatMap((phase) => BREAKS.map((by) => ({ phase, by }) as LineFault));

describe('A line', () => {
	it.each([false, true])('passes requests and answers on (TLS: %s)', async (isSecure) => {
		await open(undefined, isSecure);

		expect(await ask(isSecure)).toEqual({ status: 200, body: '{"answer":"of the server"}' });
		expect(arrived).toEqual(['{"letter":"of the caller"}']);
	});

	it('breaks those requests that are meant, after the first ones and so many of them', async () => {
		const rule = { skip: 1, times: 1, isMeant: ({ path }: { path: string }) => path === '/send' };
		await open({ phase: 'written', by: 'reset' }, false, rule);

		expect((await ask(false, '/other')).status).toBe(200);
		expect((await ask(false, '/send')).status).toBe(200);
		expect((await ask(false, '/send?x=1')).code).toBe('ECONNRESET');
		expect((await ask(false, '/send')).status).toBe(200);
		expect(line?.met).toBe(1);
	});

	it('tells what it breaks', async () => {
		let told = '';
		await open({ phase: 'written', by: 'reset' }, false, { onMet: (text) => (told = text) });
		await ask(false, '/send');

		expect(told).toMatch(/^POST \/send HTTP[^]*"of the caller"\}$/);
	});

	it.each(EVERY_BREAK)('strikes a connection once, and tells it: %j', async (fault) => {
		const told: string[] = [];
		server.removeAllListeners('request').on('request', (_request, response) => {
			response.writeHead(200, { 'content-length': 26 });
			response.write('{"answer":');
			// So late that the line gets the two pieces one by one.
			setTimeout(() => response.end('"of the server"}'), 5);
		});
		await open(fault, false, { onMet: (text) => told.push(text) });
		const caller = callLine();
		caller.write(REQUEST.slice(0, -1));
		if (fault.phase !== 'half') caller.write(REQUEST.slice(-1));
		await ended(caller);
		caller.write(REQUEST);

		// By the time of this answer, the line has got all that the first caller and the server had to say.
		expect((await ask()).status).toBe(200);
		caller.destroy();
		expect(told).toHaveLength(1);
		expect(line?.met).toBe(1);
	});

	it.each<LineFault['by']>(['unknown authority', 'client certificate'])(
		'tells once that it breaks the handshake: %s',
		async (by) => {
			const told: string[] = [];
			await open({ phase: 'handshake', by }, true, { onMet: (text) => told.push(text) });
			await ask(true);

			expect(told).toEqual(['']);
			expect((await ask(true)).status).toBe(200);
			expect(told).toEqual(['']);
		},
	);

	it.each<[LineFault['phase'], string]>([
		['handshake', ''],
		['half', REQUEST.slice(0, REQUEST.indexOf('letter'))],
		['written', REQUEST.slice(0, -1)],
		['accepted', REQUEST.slice(0, -1)],
	])('leaves the fault to the next one who gets as far: %s', async (phase, beginning) => {
		const told: string[] = [];
		await open({ phase, by: 'reset' }, false, { onMet: (text) => told.push(text) });
		const early = callLine();
		await once(early, 'connect');
		early.end(beginning);
		await closed(early);

		expect(line?.met).toBe(0);
		expect((await ask()).code).toBe('ECONNRESET');
		expect(line?.met).toBe(1);
		expect(told).toHaveLength(1);
		expect((await ask()).status).toBe(200);
	});

	it('passes on what there is of an answer that breaks off by itself', async () => {
		server.removeAllListeners('request').on('request', (_request, response) => {
			response.writeHead(200, { 'content-length': 26 });
			response.write('{"answer":', () => response.destroy());
		});
		await open({ phase: 'answer', by: 'reset' });

		expect(await ask()).toEqual({ status: 200, body: '{"answer":', code: 'ECONNRESET' });
		expect(line?.met).toBe(0);
	});

	it.each([false, true])('resets connections at once (TLS: %s)', async (isSecure) => {
		await open({ phase: 'accept', by: 'reset' }, isSecure);

		expect(await ask(isSecure)).toMatchObject({ code: 'ECONNRESET', syscall: 'connect' });
		expect(arrived).toEqual([]);
	});

	it.each<LineFault['by']>(['reset', 'end', 'plaintext', 'alert', 'unknown authority'])(
		'breaks the TLS handshake: %s',
		async (by) => {
			await open({ phase: 'handshake', by }, true);
			const { status, code } = await ask(true);

			expect(status).toBeUndefined();
			expect(code).toMatch(
				/^(ECONNRESET|EPROTO|UNABLE_TO_VERIFY_LEAF_SIGNATURE|SELF_SIGNED_CERT_IN_CHAIN)$/,
			);
			expect(arrived).toEqual([]);
		},
	);

	it('takes no caller without a certificate, who learns that after the handshake', async () => {
		await open({ phase: 'handshake', by: 'client certificate' }, true);

		expect((await ask(true)).code).toBe('ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED');
		expect(arrived).toEqual([]);
	});

	it.each<[LineFault, boolean]>([
		[{ phase: 'half', by: 'reset' }, false],
		[{ phase: 'written', by: 'reset' }, false],
		[{ phase: 'accepted', by: 'reset' }, true],
		[{ phase: 'accepted', by: 'end' }, true],
	])('loses the answer: %j', async (fault, isAccepted) => {
		for (const isSecure of [false, true]) {
			line?.stop();
			arrived = [];
			await open(fault, isSecure);

			expect((await ask(isSecure)).code).toBe('ECONNRESET');
			expect(arrived).toHaveLength(isAccepted ? 1 : 0);
		}
	});

	it.each<['plaintext' | 'alert' | 'record', string]>([
		['plaintext', 'ERR_SSL_WRONG_VERSION_NUMBER'],
		['alert', 'ERR_SSL_BAD_RECORD_TYPE'],
		['record', 'ERR_SSL_BAD_RECORD_TYPE'],
	])('breaks TLS once the server has the request: %s', async (by, code) => {
		await open({ phase: 'accepted', by }, true);

		expect(await ask(true)).toMatchObject({ code });
		expect(arrived).toHaveLength(1);
	});

	it('begins an answer', async () => {
		await open({ phase: 'answer', by: 'reset' });

		expect(await ask()).toEqual({ status: 200, body: '{"answer":"of', code: 'ECONNRESET' });
	});
});

describe('A proxy', () => {
	/** What it answers to a CONNECT; `closed` if it does not. */
	const connect = async (port = line?.port): Promise<number | string> => {
		const { hostname, port: own } = new URL(proxy!.url);
		return await new Promise((resolve) => {
			const path = `provider.test:${port}`;
			const request = http.request({ host: hostname, port: own, method: 'CONNECT', path });
			request.on('connect', ({ statusCode = 0 }, socket) => {
				socket.on('error', () => resolve('broken'));
				socket.on('data', (chunk: Buffer) => resolve(chunk.toString().split('\r\n', 1)[0]));
				if (statusCode !== 200) return resolve(statusCode);
				socket.write('GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
			});
			request.on('error', () => resolve('closed'));
			request.end();
		});
	};

	beforeEach(async () => {
		await open();
		proxy = await startConnectProxy();
	});

	it('opens tunnels to ports of this machine, whatever the name', async () => {
		expect(await connect()).toBe('HTTP/1.1 200 OK');
	});

	it.each<[TunnelFault, number | string]>([
		['reset', 'closed'],
		['end', 'closed'],
		['broken tunnel', 'broken'],
		[403, 403],
		[407, 407],
		[502, 502],
	])('can break them: %s', async (fault, seen) => {
		proxy?.setRule(line!.port, { fault, skip: 1, times: 1 });

		expect(await connect()).toBe('HTTP/1.1 200 OK');
		expect(await connect()).toBe(seen);
		expect(await connect()).toBe('HTTP/1.1 200 OK');
		expect(proxy?.met(line!.port)).toBe(1);
		expect(arrived).toHaveLength(2);
	});

	it('leaves the fault to the next tunnel if nothing passes through one', async () => {
		proxy?.setRule(line!.port, { fault: 'broken tunnel', skip: 0, times: 1 });
		const idle = callLine(Number(new URL(proxy!.url).port));
		idle.write(`CONNECT provider.test:${line!.port} HTTP/1.1\r\n\r\n`);
		await once(idle, 'data');
		idle.end();
		await closed(idle);

		expect(proxy?.met(line!.port)).toBe(0);
		expect(await connect()).toBe('broken');
		expect(proxy?.met(line!.port)).toBe(1);
	});
});
