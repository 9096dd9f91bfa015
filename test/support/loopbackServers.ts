import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** Starts servers of a test file on free local ports, and stops them after each test. */
export function useLoopbackServers() {
	const servers: Server[] = [];
	const sockets: Socket[] = [];
	afterEach(() => {
		for (const server of servers.splice(0)) server.close();
		for (const socket of sockets.splice(0)) socket.destroy();
	});
	/** @returns the port */
	return async (server: Server, host = '127.0.0.1'): Promise<number> => {
		servers.push(server);
		server.on('connection', (socket: Socket) => {
			sockets.push(socket.on('error', () => socket.destroy()));
		});
		server.listen(0, host);
		await once(server, 'listening');
		return (server.address() as AddressInfo).port;
	};
}

/** A server without TLS that calls `act` with the first bytes of a connection. */
export const answering = (act: (socket: Socket, data: Buffer) => void) =>
	createServer((socket) => void socket.once('data', (data) => act(socket, data)));
