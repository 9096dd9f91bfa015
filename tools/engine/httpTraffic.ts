import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { ClientRequest, ServerResponse } from 'node:http';

type Listener = (message: unknown) => void;

/** The HTTP requests between clients and servers in this process. */
export class HttpTraffic {
	/** The number of times that a request or a response was sent or received. */
	events = 0;
	private atClients = 0;
	private atServers = 0;

	private readonly listeners: Record<string, Listener> = {
		'http.client.request.start': (message) => {
			this.count({ atClients: 1 });
			const { request } = message as { request: ClientRequest };
			request.once('close', () => this.count({ atClients: -1 }));
		},
		'undici:request:create': () => this.count({ atClients: 1 }),
		'undici:request:trailers': () => this.count({ atClients: -1 }),
		'undici:request:error': () => this.count({ atClients: -1 }),
		'http.server.request.start': (message) => {
			this.count({ atServers: 1 });
			const { response } = message as { response: ServerResponse };
			response.once('close', () => this.count({ atServers: -1 }));
		},
	};

	/** Starts counting. */
	start(): void {
		for (const [channel, listener] of Object.entries(this.listeners)) subscribe(channel, listener);
	}

	stop(): void {
		for (const [channel, listener] of Object.entries(this.listeners))
			unsubscribe(channel, listener);
	}

	/** Where the requests without a complete response are; `between` includes responses in transit. */
	get state(): 'none' | 'at the server' | 'between' {
		if (this.atClients > this.atServers) return 'between';
		return this.atServers > 0 ? 'at the server' : 'none';
	}

	private count({ atClients = 0, atServers = 0 }): void {
		this.events += 1;
		this.atClients += atClients;
		this.atServers += atServers;
	}
}
