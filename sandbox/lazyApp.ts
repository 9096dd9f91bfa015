import http, { type RequestListener } from 'node:http';
import type { FastifyInstance, FastifyServerFactory } from 'fastify';

/**
 * An app that is created at its first request, or when it is needed: most users of a sandbox call one or two of its
 * servers, and Fastify takes longer to start than everything else.
 */
export class LazyApp {
	/** Speaks HTTP once it listens. */
	readonly server: http.Server;
	private made?: FastifyInstance;
	private handler?: RequestListener;
	private answer?: RequestListener;

	/** @param make puts the app on the server that it is given */
	constructor(private readonly make: (serverFactory: FastifyServerFactory) => FastifyInstance) {
		this.server = http.createServer(this.listener);
	}

	get app(): FastifyInstance {
		return (this.made ??= this.make((handler) => {
			this.handler = handler;
			return this.server;
		}));
	}

	/** What servers besides this one answer with. */
	readonly listener: RequestListener = (...call) => {
		if (this.answer) return this.answer(...call);
		void this.app.ready().then(() => {
			this.answer = this.handler;
			this.handler?.(...call);
		});
	};

	/** Takes no more requests, and drops the connections that there are. */
	async close(): Promise<void> {
		if (this.server.listening) this.server.close();
		this.server.closeAllConnections();
		await this.made?.close();
	}
}
