import { once } from 'node:events';
import net, { type AddressInfo, type Socket } from 'node:net';
import { Strikes } from './strikes';
import { WireMessage } from './wireMessage';

/**
 * What happens to a CONNECT: the connection is reset or closed without an answer, it is refused with a status, or the
 * tunnel is reset as soon as data passes through it.
 */
export type TunnelFault = 'reset' | 'end' | 'broken tunnel' | number;

/** Which tunnels to a port a fault applies to. */
export interface TunnelRule {
	fault: TunnelFault;
	/** How many tunnels pass before the fault applies. */
	skip: number;
	/** How many tunnels the fault then strikes. One through which nothing passes can't break. */
	times: number;
}

/** An HTTP proxy on 127.0.0.1 that offers only tunnels (RFC 9110, section 9.3.6). */
export interface ConnectProxy {
	readonly url: string;
	/** Sets the rule for tunnels to a port; without a rule, they all pass. */
	setRule(port: number, rule?: TunnelRule): void;
	/** How many tunnels to a port the fault has struck. */
	met(port: number): number;
	stop(): void;
}

/**
 * Starts a proxy. Whatever host a caller requests, the tunnel leads to the requested port on 127.0.0.1, so the servers
 * of a test may have names that do not resolve.
 */
export async function startConnectProxy(): Promise<ConnectProxy> {
	const rules = new Map<number, { fault: TunnelFault; strikes: Strikes }>();
	const sockets = new Set<Socket>();

	const track = (socket: Socket) => {
		sockets.add(socket);
		socket.on('close', () => sockets.delete(socket));
		socket.on('error', () => socket.destroy());
		return socket;
	};

	function answer(caller: Socket, port: number): void {
		const rule = rules.get(port);
		const turn = rule?.strikes.next();
		const fault = turn && rule?.fault;
		if (fault !== 'broken tunnel') turn?.strike();
		if (fault === 'reset') return void caller.resetAndDestroy();
		if (fault === 'end') return void caller.end();
		if (typeof fault === 'number') {
			const text = `The proxy says ${fault}`;
			return void caller.end(
				`HTTP/1.1 ${fault} No\r\nContent-Type: text/plain\r\nContent-Length: ${text.length}\r\nConnection: close\r\n\r\n${text}`,
			);
		}
		const established = 'HTTP/1.1 200 Connection established\r\n\r\n';
		if (fault === 'broken tunnel') {
			caller.once('close', () => turn?.end());
			caller.once('data', () => {
				turn?.strike();
				caller.resetAndDestroy();
			});
			return void caller.write(established);
		}
		const server = track(net.connect({ host: '127.0.0.1', port }));
		server.once('connect', () => {
			caller.write(established);
			caller.pipe(server).pipe(caller);
		});
		// A pipe forwards the end of a connection, but not a reset.
		server.on('close', (hadError) => hadError && caller.resetAndDestroy());
		caller.on('close', () => server.destroy());
	}

	const proxy = net.createServer((caller) => {
		track(caller);
		const request = new WireMessage();
		const read = (chunk: Buffer) => {
			request.add(chunk);
			const { head } = request;
			if (head === undefined) return;
			caller.off('data', read);
			const [, port] = /^CONNECT \S+:(\d+) /.exec(head) ?? [];
			if (port) answer(caller, Number(port));
			else caller.end('HTTP/1.1 405 Method Not Allowed\r\nContent-Length: 0\r\n\r\n');
		};
		caller.on('data', read);
	});
	proxy.listen(0, '127.0.0.1');
	await once(proxy, 'listening');
	return {
		url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
		setRule(port, rule) {
			if (rule) rules.set(port, { fault: rule.fault, strikes: new Strikes(rule) });
			else rules.delete(port);
		},
		met: (port) => rules.get(port)?.strikes.count ?? 0,
		stop() {
			proxy.close();
			for (const socket of sockets) socket.destroy();
		},
	};
}
