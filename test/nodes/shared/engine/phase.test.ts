import { createServer, connect, type Socket } from 'node:net';
import { createServer as createSecureServer, type TLSSocket } from 'node:tls';
import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { freshIdentity } from '../../../../sandbox/identity';
import { answering, useLoopbackServers } from '../../../support/loopbackServers';
import { useProxyVariables } from '../../../support/proxyVariables';
import { setStage } from '../../../../tools/engine/stage';
import * as stampee from '../../../../tools/providers/stampee/node';

const stage = setStage();
const { authority } = freshIdentity();

const listen = useLoopbackServers();
const setProxy = useProxyVariables();

/** Lets n8n reach servers with TLS through a proxy on a local port. */
const useProxy = (port: number) => setProxy({ HTTPS_PROXY: `http://127.0.0.1:${port}` });

/** A provider with TLS that breaks the connection when it has received a complete request. */
function provider(
	breakOff: (raw: Socket) => void,
	isWhole = (text: string) => text.includes('Bonjour'),
) {
	const { certificate: cert, key } = authority.issueServerCertificate();
	const raws = new Map<number, Socket>();
	const requests: string[] = [];
	const server = createSecureServer({ cert, key }, (socket: TLSSocket) => {
		let text = '';
		socket.on('error', () => socket.destroy());
		socket.on('data', (data: Buffer) => {
			text += data.toString();
			if (!isWhole(text)) return;
			requests.push(text);
			breakOff(raws.get(socket.remotePort ?? 0)!);
		});
	});
	server.on('connection', (raw: Socket) => raws.set(raw.remotePort ?? 0, raw));
	return { server, requests };
}

const account = (baseUrl: string): ICredentialDataDecryptedObject => ({
	...stampee.stampeeAccount(stage.sandbox.stampee),
	baseUrl,
	// The authorities of this test's servers, and of the sandbox.
	ca: `${authority.certificate}${stage.sandbox.stampee.certificateAuthority}`,
});

const send = (url: string, node = {}) =>
	stampee.operate(stage, ['message', 'send'], stampee.letterToEachItem, {
		input: stampee.addressees(1),
		account: account(url),
		node,
	});

const retrying = { retryOnFail: true, maxTries: 2, waitBetweenTries: 10 };

const bytes: Record<string, Buffer> = {
	'an answer without TLS': Buffer.from('HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n'),
	'an alert': Buffer.from([0x15, 3, 3, 0, 2, 2, 40]),
	'an alert about the certificate': Buffer.from([0x15, 3, 3, 0, 2, 2, 42]),
	'a record of no known type': Buffer.from([0x63, 3, 3, 0, 1, 0]),
};

describe('a send was not made', () => {
	const expectNotSent = async (url: string, words = /^Not sent: Stampee could not be reached/) => {
		const { error } = await send(url);
		expect(error?.message).toMatch(words);
		expect(error?.context).toMatchObject({ outcome: 'notSent' });
		expect(stage.sandbox.journal.requests()).toEqual([]);
		return error;
	};

	it.each(['http', 'https'])('where nobody listens, by %s', async (scheme) => {
		const server = createServer();
		const port = await listen(server);
		server.close();
		await expectNotSent(`${scheme}://127.0.0.1:${port}`);
	});

	it.each(['http', 'https'])('where a name is not known, by %s', async (scheme) => {
		await expectNotSent(`${scheme}://${'nobody'.repeat(11)}.invalid`);
	});

	it('where the handshake is reset', async () => {
		const port = await listen(answering((socket) => socket.resetAndDestroy()));
		await expectNotSent(`https://127.0.0.1:${port}`);
	});

	it.each(Object.keys(bytes))('where the handshake meets %s', async (what) => {
		const port = await listen(answering((socket) => socket.end(bytes[what])));
		await expectNotSent(`https://127.0.0.1:${port}`);
	});

	it('where nobody knows who signed the certificate', async () => {
		const { server, requests } = provider(() => {});
		const port = await listen(server);
		const { error } = await stampee.operate(stage, ['message', 'send'], stampee.letterToEachItem, {
			input: stampee.addressees(1),
			account: { ...account(`https://127.0.0.1:${port}`), ca: '' },
		});
		expect(error?.context).toMatchObject({ outcome: 'notSent' });
		expect(requests).toEqual([]);
	});

	it.each([403, 407, 502, 503, 504])('where a proxy answers %i to CONNECT', async (status) => {
		const port = await listen(
			answering((socket) => socket.end(`HTTP/1.1 ${status} No\r\nContent-Length: 2\r\n\r\n{}`)),
		);
		useProxy(port);
		const { secureUrl } = stage.sandbox.stampee;
		const error = await expectNotSent(
			secureUrl,
			/^Not sent: Stampee could not be reached: the proxy/,
		);
		expect(error?.message).toContain(`answered ${status}`);
		expect(error?.message).not.toContain('Stampee answered');
		expect(error?.description).toContain('HTTPS_PROXY');
	});

	it.each<[string, (socket: Socket) => void]>([
		['drops', (socket) => socket.end()],
		['resets', (socket) => socket.resetAndDestroy()],
	])('where a proxy %s CONNECT', async (_, act) => {
		const port = await listen(answering(act));
		useProxy(port);
		const error = await expectNotSent(stage.sandbox.stampee.secureUrl);
		expect(error?.description).toContain('HTTPS_PROXY');
	});

	it('where no proxy listens', async () => {
		const server = createServer();
		const port = await listen(server);
		server.close();
		useProxy(port);
		const error = await expectNotSent(stage.sandbox.stampee.secureUrl);
		expect(error?.description).toContain('HTTPS_PROXY');
	});
});

describe('a send may have been made, and is not made again', () => {
	const expectMaybe = async (url: string, requests: string[]) => {
		const { error } = await send(url, retrying);
		expect(error?.message).toMatch(/^May have been sent: Stampee/);
		expect(error?.context).toMatchObject({ outcome: 'maybeSent' });
		expect(requests).toHaveLength(1);
	};

	it.each<[string, (raw: Socket) => void]>([
		...Object.entries(bytes).map(([what, data]): [string, (raw: Socket) => void] => [
			`${what} comes in the TLS stream`,
			(raw) => raw.end(data),
		]),
		['the connection is reset', (raw) => raw.resetAndDestroy()],
		['the connection ends', (raw) => raw.end()],
	])('where %s after the provider has the request', async (_, act) => {
		const { server, requests } = provider(act);
		await expectMaybe(`https://127.0.0.1:${await listen(server)}`, requests);
	});

	it('where the provider has half of the request', async () => {
		const { server, requests } = provider(
			(raw) => raw.resetAndDestroy(),
			(text) => text.includes('POST '),
		);
		await expectMaybe(`https://127.0.0.1:${await listen(server)}`, requests);
	});

	it('where a tunnel breaks that stood', async () => {
		const { server, requests } = provider(() => tunnel?.resetAndDestroy());
		const port = await listen(server);
		let tunnel: Socket | undefined;
		const proxy = answering((socket) => {
			tunnel = socket;
			const out = connect(port, '127.0.0.1', () => {
				socket.write('HTTP/1.1 200 OK\r\n\r\n');
				socket.pipe(out).pipe(socket);
			});
			out.on('error', () => out.destroy());
		});
		useProxy(await listen(proxy));
		await expectMaybe(`https://127.0.0.1:${port}`, requests);
	});

	it('where a server behind a tunnel answers 503', async () => {
		const { secureUrl } = stage.sandbox.stampee;
		const proxy = answering((socket) => {
			const out = connect(Number(new URL(secureUrl).port), '127.0.0.1', () => {
				socket.write('HTTP/1.1 200 OK\r\n\r\n');
				socket.pipe(out).pipe(socket);
			});
			out.on('error', () => out.destroy());
		});
		useProxy(await listen(proxy));
		stage.sandbox.faults.add({ provider: 'stampee', fault: { kind: 'status', status: 503 } });
		const { error } = await send(secureUrl, retrying);
		expect(error?.context).toMatchObject({ outcome: 'maybeSent' });
		expect(stage.sandbox.journal.requests()).toHaveLength(1);
	});
});
