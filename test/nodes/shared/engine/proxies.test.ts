import { createServer } from 'node:net';
import { answering, useLoopbackServers } from '../../../support/loopbackServers';
import { setStage } from '../../../../tools/engine/stage';
import { useProxyVariables } from '../../../support/proxyVariables';
import * as stampee from '../../../../tools/providers/stampee/node';

const stage = setStage();
const listen = useLoopbackServers();
const setProxy = useProxyVariables();

const useProxy = (url: string) => setProxy({ HTTPS_PROXY: url, HTTP_PROXY: url });

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
				ca: stage.sandbox.stampee.certificateAuthority,
			},
		},
	);

describe('a send was not made', () => {
	it.each([405, 500, 501, 511])('where a proxy answers %i to CONNECT', async (status) => {
		const port = await listen(
			answering((socket) => socket.end(`HTTP/1.1 ${status} No\r\nContent-Length: 2\r\n\r\n{}`)),
		);
		useProxy(`http://127.0.0.1:${port}`);
		const { error } = await send(stage.sandbox.stampee.secureUrl);
		expect(stage.sandbox.journal.requests()).toEqual([]);
		expect(error?.message).toMatch(/^Not sent: /);
		expect(error?.message).not.toContain('Stampee answered');
	});

	it.each([403, 407, 502, 500])(
		"where the proxy of the node's options answers %i to CONNECT",
		async (status) => {
			const port = await listen(
				answering((socket) => socket.end(`HTTP/1.1 ${status} No\r\nContent-Length: 2\r\n\r\n{}`)),
			);
			const { error } = await send(stage.sandbox.stampee.secureUrl, {
				proxy: `http://127.0.0.1:${port}`,
			});
			expect(stage.sandbox.journal.requests()).toEqual([]);
			expect(error?.message).toMatch(/^Not sent: /);
		},
	);

	it('where the name of the proxy is not known, and it is not the base URL that is to blame', async () => {
		useProxy(`http://${'nobody'.repeat(9)}.invalid:3128`);
		const { error } = await send(stage.sandbox.stampee.secureUrl);
		expect(error?.message).toMatch(/^Not sent: /);
		expect(error?.description).toContain('HTTPS_PROXY');
	});

	it('where no proxy listens, for http', async () => {
		const server = createServer();
		const port = await listen(server);
		server.close();
		useProxy(`http://127.0.0.1:${port}`);
		const { error } = await send('http://provider.example');
		expect(error?.message).toMatch(/^Not sent: /);
		expect(error?.description).toContain('PROXY');
	});

	it('where the handshake takes longer than the timeout of the node', async () => {
		const port = await listen(createServer(() => {}));
		const { error } = await send(`https://127.0.0.1:${port}`, { timeout: 500 });
		expect(error?.message).toMatch(/^Not sent: /);
	});

	it('where a proxy takes longer to answer CONNECT than the timeout of the node', async () => {
		const port = await listen(createServer(() => {}));
		useProxy(`http://127.0.0.1:${port}`);
		const { error } = await send(stage.sandbox.stampee.secureUrl, { timeout: 500 });
		expect(error?.message).toMatch(/^Not sent: /);
		expect(error?.description).toContain('HTTPS_PROXY');
	});

	it('where the handshake in a tunnel takes longer than the timeout of the node', async () => {
		const port = await listen(answering((socket) => socket.write('HTTP/1.1 200 OK\r\n\r\n')));
		useProxy(`http://127.0.0.1:${port}`);
		const { error } = await send(stage.sandbox.stampee.secureUrl, { timeout: 500 });
		expect(error?.message).toMatch(/^Not sent: /);
	});

	it('where the handshake in a tunnel is reset', async () => {
		const port = await listen(
			answering((socket) => {
				socket.write('HTTP/1.1 200 OK\r\n\r\n');
				socket.once('data', () => socket.resetAndDestroy());
			}),
		);
		useProxy(`http://127.0.0.1:${port}`);
		const { error } = await send(stage.sandbox.stampee.secureUrl);
		expect(error?.message).toMatch(/^Not sent: /);
	});
});
