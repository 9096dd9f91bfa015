import { once } from 'node:events';
import type { Server } from 'node:http';
import type { Server as SecureServer } from 'node:https';
import { connect, type AddressInfo, type Socket } from 'node:net';

/** A server's port on 127.0.0.1, which can refuse connections and be opened again. */
export class ServerPort {
	private readonly connections = new Set<Socket>();
	private opening?: Promise<void>;
	/** Occupies the port while connections are refused. */
	private holder?: Socket;
	/** The state requested last, which wins, because opening takes a moment. */
	private wanted: 'open' | 'shut' | 'gone' = 'shut';

	/** @param port 0 for any free port; stays the same once it has been opened */
	constructor(
		private readonly server: Server | SecureServer,
		public port: number,
	) {
		// Even with TLS, these are the TCP sockets: only they can be reset.
		server.on('connection', (socket: Socket) => {
			this.connections.add(socket);
			socket.once('close', () => this.connections.delete(socket));
			// A caller that disconnects is normal here, and not a failure of the sandbox.
			socket.on('error', () => socket.destroy());
		});
		// Longer than any caller's pool keeps a connection, so that none is closed during a request.
		server.keepAliveTimeout = 60_000;
	}

	get isOpen(): boolean {
		return this.server.listening;
	}

	/** @throws if the port is taken */
	async open(): Promise<void> {
		if (this.wanted === 'gone') return;
		this.wanted = 'open';
		if (this.isOpen) return;
		this.opening ??= this.listen().finally(() => (this.opening = undefined));
		await this.opening;
	}

	/** Refuses new connections from now on; requests that are being answered go on. */
	refuseConnections(): void {
		this.wanted = 'shut';
		this.close();
		this.hold();
	}

	/** Refuses new connections permanently and drops the existing ones. */
	closeForGood(): void {
		this.wanted = 'gone';
		this.close();
		this.letGo();
		for (const socket of this.connections) socket.destroy();
	}

	/** Resets the connection (RST) that a request came in on; for a TLS socket, the TCP connection below it. */
	reset({ remotePort }: Socket): void {
		for (const socket of this.connections) {
			if (socket.remotePort === remotePort) socket.resetAndDestroy();
		}
	}

	private async listen(): Promise<void> {
		this.server.listen(this.port, '127.0.0.1');
		await once(this.server, 'listening');
		this.port = (this.server.address() as AddressInfo).port;
		if (this.wanted === 'open') return this.letGo();
		this.close();
		if (this.wanted === 'gone') this.letGo();
	}

	/**
	 * Keeps the port from being assigned to another server, which would accept the requests that should be refused: a
	 * connection from the port to itself occupies it without a listener.
	 */
	private hold(): void {
		if (this.holder || this.port === 0) return;
		const host = '127.0.0.1';
		this.holder = connect({ host, port: this.port, localAddress: host, localPort: this.port })
			// On a system where a port can't connect to itself, the port stays unoccupied.
			.on('error', () => {})
			.unref();
	}

	private letGo(): void {
		this.holder?.resetAndDestroy();
		this.holder = undefined;
	}

	private close(): void {
		// A port that is still opening is closed by `listen`.
		if (!this.isOpen) return;
		this.server.close();
		this.server.closeIdleConnections();
	}
}
