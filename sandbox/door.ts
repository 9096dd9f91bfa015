import { once } from 'node:events';
import type { Server } from 'node:http';
import type { Server as SecureServer } from 'node:https';
import { connect, type AddressInfo, type Socket } from 'node:net';

/** A server's port on 127.0.0.1, which can be shut so that connections are refused, and opened again. */
export class Door {
	private readonly connections = new Set<Socket>();
	private opening?: Promise<void>;
	/** Holds the port while it is shut. */
	private holder?: Socket;
	/** Opening takes a moment: whoever spoke last in it is right. */
	private wanted: 'open' | 'shut' | 'gone' = 'shut';

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
		if (this.wanted === 'gone') return;
		this.wanted = 'open';
		if (this.isOpen) return;
		this.opening ??= this.listen().finally(() => (this.opening = undefined));
		await this.opening;
	}

	/** Refuses new connections from now on; requests that are being answered go on. */
	shut(): void {
		this.wanted = 'shut';
		this.close();
		this.hold();
	}

	/** Refuses new connections for good and drops those there are. */
	slam(): void {
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
	 * Keeps the port from being given to another server, who would take the requests that are to be refused: a
	 * connection from the port to itself occupies it, and nobody listens there.
	 */
	private hold(): void {
		if (this.holder || this.port === 0) return;
		const host = '127.0.0.1';
		this.holder = connect({ host, port: this.port, localAddress: host, localPort: this.port })
			// Where a system does not let a port talk to itself, it stays without a holder.
			.on('error', () => {})
			.unref();
	}

	private letGo(): void {
		this.holder?.resetAndDestroy();
		this.holder = undefined;
	}

	private close(): void {
		// One that is about to open would never say that it is open: `listen` closes it then.
		if (!this.isOpen) return;
		this.server.close();
		this.server.closeIdleConnections();
	}
}
