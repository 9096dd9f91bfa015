/**
 * Only a proxy answers 407. A provider that answers so all the same, or something behind its TLS, may have carried out
 * the request, whichever way it came.
 */
import { createServer, request } from 'node:http';
import { connect } from 'node:net';
import { answering, useLoopbackServers } from '../../../support/loopbackServers';
import { useProxyVariables } from '../../../support/proxyVariables';
import { setStage } from '../../../../tools/engine/stage';
import * as stampee from '../../../../tools/providers/stampee/node';

const stage = setStage();
const listen = useLoopbackServers();
const setProxy = useProxyVariables();

const letter = async (isSecure: boolean, at?: string) => {
	const { secureUrl, url, certificateAuthority } = stage.sandbox.stampee;
	const { error } = await stampee.operate(stage, ['message', 'send'], stampee.letterToEachItem, {
		input: stampee.addressees(1),
		account: {
			...stampee.stampeeAccount(stage.sandbox.stampee),
			baseUrl: at ?? (isSecure ? secureUrl : url),
			ca: certificateAuthority,
		},
	});
	return error;
};

/** A proxy that opens tunnels. */
const useTunnels = async () => {
	const proxy = answering((socket) => {
		const out = connect(Number(new URL(stage.sandbox.stampee.secureUrl).port), '127.0.0.1', () => {
			socket.write('HTTP/1.1 200 OK\r\n\r\n');
			socket.pipe(out).pipe(socket);
		});
		out.on('error', () => out.destroy());
	});
	setProxy({ HTTPS_PROXY: `http://127.0.0.1:${await listen(proxy)}` });
};

/** A proxy that passes requests on without TLS. */
const useForwarding = async () => {
	const proxy = createServer((incoming, reply) => {
		const { method, headers, url = '' } = incoming;
		const out = request(url, { method, headers }, (answer) => {
			reply.writeHead(answer.statusCode ?? 0, answer.headers);
			answer.pipe(reply);
		});
		incoming.pipe(out);
	});
	setProxy({ HTTP_PROXY: `http://127.0.0.1:${await listen(proxy)}` });
};

it.each<[string, boolean, () => Promise<void>]>([
	['with TLS', true, async () => {}],
	['without TLS', false, async () => {}],
	['through a tunnel', true, useTunnels],
	['through a proxy that passes it on', false, useForwarding],
])('a letter may have been sent that the provider answers 407, %s', async (_, isSecure, go) => {
	await go();
	const fault = { kind: 'status', status: 407, accept: true } as const;
	stage.sandbox.faults.add({ provider: 'stampee', fault });
	const error = await letter(isSecure);
	expect(stage.sandbox.journal.accepted()).toHaveLength(1);
	expect(error?.message).toMatch(/^May have been sent: Stampee /);
	expect(error?.description).not.toContain('HTTPS_PROXY');
});

it('a letter was not sent where a proxy without a tunnel wants a login', async () => {
	const proxy = createServer((_, reply) => {
		reply.writeHead(407, { 'Proxy-Authenticate': 'Basic realm="Proxy"' }).end();
	});
	setProxy({ HTTP_PROXY: `http://127.0.0.1:${await listen(proxy)}` });
	const error = await letter(false);
	expect(stage.sandbox.journal.requests()).toEqual([]);
	expect(error?.message).toMatch(
		/^Not sent: Stampee could not be reached: the proxy answered 407 /,
	);
	expect(error?.description).toContain('HTTPS_PROXY');
});

it('a letter may have been sent where a relay answers so whose path has another address in it', async () => {
	let got = '';
	const relay = createServer((incoming, reply) => {
		incoming.on('data', (data: Buffer) => (got += data.toString()));
		incoming.on('end', () => {
			reply.writeHead(407, { 'Proxy-Authenticate': 'Basic realm="Upstream"' }).end();
		});
	});
	const url = `http://127.0.0.1:${await listen(relay)}/relay/https://api.stampee.fr`;
	const error = await letter(false, url);
	expect(got).toContain('Bonjour');
	expect(error?.message).toMatch(/^May have been sent: Stampee /);
	expect(error?.description).not.toContain('HTTPS_PROXY');
});
