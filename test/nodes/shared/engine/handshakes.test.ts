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

describe('a send was not made', () => {
	it.each(['http', 'https'])('where no address of a name has a listener, by %s', async (scheme) => {
		const server = createServer();
		const port = await listen(server);
		server.close();
		await expectNotSent(`${scheme}://localhost:${port}`);
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
