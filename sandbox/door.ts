import { once } from 'node:events';
import type { Server } from 'node:http';
import type { Server as SecureServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';

/** A server's port on 127.0.0.1, which can be shut so that connections are refused, and opened again. */
export class Door {
	private readonly connections = new Set<Socket>();

	/** @param port 0 takes any free port; it stays the same from the first opening on */
	constructor(
		private readonly server: Server | SecureServer,
		public port: number,
	) {
		// Also for TLS these are the bare TCP sockets: only they can be reset.
		server.on('connection', (socket: Socket) => {
			this.connections.add(socket);
			socket.once('close', () => this.connections.delete(socket));
			// A caller that goes away is an everyday event here, not a failure of the sandbox.
			socket.on('error', () => socket.destroy());
		});
		// Longer than any caller's pool keeps a connection, so that none is closed under a request.
		server.keepAliveTimeout = 60_000;
	}

	get isOpen(): boolean {
		return this.server.listening;
	}

	/** @throws if the port is taken */
	async open(): Promise<void> {
		if (this.isOpen) return;
		this.server.listen(this.port, '127.0.0.1');
		await once(this.server, 'listening');
		this.port = (this.server.address() as AddressInfo).port;
	}

	/** Refuses new connections from now on; requests that are being answered go on. */
	shut(): void {
		this.server.close();
		this.server.closeIdleConnections();
	}

	/** Refuses new connections and drops those there are. */
	slam(): void {
		this.shut();
		for (const socket of this.connections) socket.destroy();
	}

	/** Resets the connection (RST) that a request came in on; for a TLS socket, the TCP connection below it. */
	reset({ remotePort }: Socket): void {
		for (const socket of this.connections) {
			if (socket.remotePort === remotePort) socket.resetAndDestroy();
		}
	}
}
