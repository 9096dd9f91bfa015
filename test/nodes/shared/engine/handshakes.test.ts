import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { createServer as createSecureServer, type TlsOptions } from 'node:tls';
import { freshIdentity } from '../../../../sandbox/identity';
import { useLoopbackServers } from '../../../support/loopbackServers';
import { setStage } from '../../../../tools/engine/stage';
import * as stampee from '../../../../tools/providers/stampee/node';

const stage = setStage();
const { authority } = freshIdentity();
const listen = useLoopbackServers();
const send = (url: string, requestOptions = {}) =>
	stampee.operate(
		stage,
		['message', 'send'],
		{ ...stampee.letterToEachItem, requestOptions },
		{
			input: stampee.addressees(1),
			account: {
				...stampee.stampeeAccount(stage.sandbox.stampee),
				baseUrl: url,
				ca: authority.certificate,
			},
		},
	);

/** Listens on a free port, writes which, and then accepts nobody, because it is blocked. */
const DEAF_LISTENER = `
const server = require('node:net').createServer();
server.listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => {
	require('node:fs').writeSync(1, String(server.address().port));
	Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 300_000);
});
`;

let got: string[] = [];
beforeEach(() => {
	got = [];
});
function secure(options: TlsOptions = {}) {
	const { certificate: cert, key } = authority.issueServerCertificate();
	const server = createSecureServer({ cert, key, ...options }, (socket) => {
		socket.on('error', () => socket.destroy());
		socket.on('data', (data: Buffer) => {
			got.push(data.toString());
		});
	});
	server.on('tlsClientError', () => {});
	return server;
}

const expectNotSent = async (url: string, requestOptions = {}) => {
	const { error } = await send(url, requestOptions);
	expect(got).toEqual([]);
	expect(error?.message).toMatch(/^Not sent: /);
	expect(error?.context).toMatchObject({ outcome: 'notSent' });
};

const listeners: ChildProcess[] = [];
afterEach(() => {
	for (const listener of listeners.splice(0)) listener.kill();
});
async function listenDeaf(): Promise<number> {
	const listener = spawn(process.execPath, ['-e', DEAF_LISTENER]);
	listeners.push(listener);
	const [port] = (await once(listener.stdout, 'data')) as [Buffer];
	return Number(port.toString());
}

/** As long as a connection is being made, the clock does not leap by itself. */
async function passTime(): Promise<void> {
	for (let at = 0; at < 100; at++) {
		for (let turn = 0; turn < 200; turn++) await new Promise((resolve) => setImmediate(resolve));
		stage.time.pass(100);
	}
}

describe('a send was not made', () => {
	it.each(['http', 'https'])('where no address of a name has a listener, by %s', async (scheme) => {
		const server = createServer();
		const port = await listen(server);
		server.close();
		await expectNotSent(`${scheme}://localhost:${port}`);
	});
	it.each(['http', 'https'])('where the connection is not made in time, by %s', async (scheme) => {
		const port = await listenDeaf();
		const queue = Array.from({ length: 4 }, () => connect(port, '127.0.0.1').on('error', () => {}));
		try {
			const url = `${scheme}://127.0.0.1:${port}`;
			await Promise.all([expectNotSent(url, { timeout: 500 }), passTime()]);
			expect(queue.some(({ connecting }) => connecting)).toBe(true);
		} finally {
			for (const socket of queue) socket.destroy();
		}
	});
	it('where the versions of TLS do not match', async () => {
		const server = secure({ maxVersion: 'TLSv1.1', minVersion: 'TLSv1' });
		await expectNotSent(`https://127.0.0.1:${await listen(server)}`);
	});
	it('where the ciphers do not match', async () => {
		const server = secure({ maxVersion: 'TLSv1.2', ciphers: 'PSK-AES128-CBC-SHA' });
		await expectNotSent(`https://127.0.0.1:${await listen(server)}`);
	});
	it.each(['TLSv1.2', 'TLSv1.3'] as const)(
		'where a client certificate is needed, by %s',
		async (version) => {
			const server = secure({
				requestCert: true,
				rejectUnauthorized: true,
				ca: authority.certificate,
				minVersion: version,
				maxVersion: version,
			});
			await expectNotSent(`https://127.0.0.1:${await listen(server)}`);
		},
	);
	it('where the certificate has another name', async () => {
		const server = secure();
		const port = await listen(server, '127.0.0.2');
		await expectNotSent(`https://127.0.0.2:${port}`);
	});
	it('where the server stops in the middle of the handshake', async () => {
		const inner = secure();
		const port = await listen(inner);
		const cut = createServer((socket) => {
			const out = connect(port, '127.0.0.1');
			socket.on('close', () => out.destroy());
			out.on('error', () => {});
			socket.pipe(out);
			out.once('data', (data: Buffer) => {
				socket.write(data.subarray(0, 60), () => setImmediate(() => socket.resetAndDestroy()));
			});
		});
		await expectNotSent(`https://127.0.0.1:${await listen(cut)}`);
	});
	it('where the server answers http to https', async () => {
		const server = createServer((socket) => void socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
		await expectNotSent(`https://127.0.0.1:${await listen(server)}`);
	});
});

it('a send may have been made where the connection was made in time, although no program accepted it', async () => {
	const [{ error }] = await Promise.all([
		send(`http://127.0.0.1:${await listenDeaf()}`, { timeout: 500 }),
		passTime(),
	]);
	expect(error?.message).toMatch(/^May have been sent: /);
	expect(error?.context).toMatchObject({ outcome: 'maybeSent' });
});
