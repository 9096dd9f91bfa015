import http, { type RequestListener } from 'node:http';
import type { FastifyInstance, FastifyServerFactory } from 'fastify';

/**
 * An app that is created on its first request, or when it is needed: most users of a sandbox call one or two of its
 * servers, and Fastify takes longer to start than everything else.
 */
export class LazyApp {
	/** Serves HTTP once it is listening. */
	readonly server: http.Server;
	private made?: FastifyInstance;
	private handler?: RequestListener;
	private answer?: RequestListener;

	/** @param make creates the app on the given server */
	constructor(private readonly make: (serverFactory: FastifyServerFactory) => FastifyInstance) {
		this.server = http.createServer(this.listener);
	}

	get app(): FastifyInstance {
		return (this.made ??= this.make((handler) => {
			this.handler = handler;
			return this.server;
		}));
	}

	/** The request listener for additional servers. */
	readonly listener: RequestListener = (...call) => {
		if (this.answer) return this.answer(...call);
		void this.app.ready().then(() => {
			this.answer = this.handler;
			this.handler?.(...call);
		});
	};

	/** Stops accepting requests and drops all open connections. */
	async close(): Promise<void> {
		if (this.server.listening) this.server.close();
		this.server.closeAllConnections();
		await this.made?.close();
	}
}
