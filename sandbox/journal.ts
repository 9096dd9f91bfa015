import type { IncomingHttpHeaders } from 'node:http';
import type { Clock } from './clock';

/** A file part of a multipart request: its bytes are hashed, not kept. */
export interface JournalFile {
	field: string;
	name: string;
	type: string;
	/** In bytes. */
	size: number;
	/** Of the content, in lower case hex. */
	sha256: string;
}

/** One request as the provider saw it. */
export interface JournalRequest {
	/** Time of arrival by the sandbox's clock, ISO 8601. */
	at: string;
	provider: string;
	method: string;
	/** Without the query. */
	path: string;
	query: Record<string, unknown>;
	/** Names in lower case. */
	headers: IncomingHttpHeaders;
	/** The parsed JSON, or the text fields of a multipart form; absent if there was none or it was unreadable. */
	body?: unknown;
	files: JournalFile[];
	/** Common name of the client certificate, if one was presented, trusted or not. */
	clientCertificate?: string;
	/** The status that was sent; null until then. */
	status: number | null;
	/** The provider's answer to a request that it carried out, even if a fault kept it from the caller. */
	carriedOut?: string;
}

/** A message that a provider accepted, whatever answer the caller got. */
export interface AcceptedMessage {
	provider: string;
	id: string;
	/** The destination address. */
	recipient: string;
	/** The caller's own reference. */
	reference: string | null;
	/** By the sandbox's clock, ISO 8601. */
	at: string;
	/** Index of its request in `journal.requests()`; -1 if the journal was cleared meanwhile. */
	request: number;
}

/** The data of a message that a provider accepts. */
export type Acceptance = Pick<AcceptedMessage, 'id' | 'recipient' | 'reference'>;

/** A request that a provider is processing. */
export interface Visit {
	readonly entry: JournalRequest;
	accept(message: Acceptance): void;
	/** Call this when the caller is about to get an answer, or has disconnected; only the first call counts. */
	leave(): void;
}

/** Tracks the maximum number in flight at once. */
class Gauge {
	private current = 0;
	most = 0;

	enter(): void {
		this.current += 1;
		this.most = Math.max(this.most, this.current);
	}

	leave(): void {
		this.current -= 1;
	}

	reset(): void {
		this.most = this.current;
	}
}

/**
 * A record of what the providers received. Duplicates and losses are counted here, never in the caller, because only
 * the provider knows what it accepted.
 */
export class Journal {
	private entries: JournalRequest[] = [];
	private messages: AcceptedMessage[] = [];
	private readonly total = new Gauge();
	private readonly gauges = new Map<string, Gauge>();

	constructor(private readonly clock: Clock) {}

	/** All requests in order of arrival, or those to one provider. */
	requests(provider?: string): JournalRequest[] {
		return this.entries.filter((entry) => provider === undefined || entry.provider === provider);
	}

	/** All accepted messages, in order, or those of one provider. */
	accepted(provider?: string): AcceptedMessage[] {
		return this.messages.filter(
			(message) => provider === undefined || message.provider === provider,
		);
	}

	/** The maximum number of requests that waited for an answer at once. */
	mostInFlight(provider?: string): number {
		return provider === undefined ? this.total.most : this.gauge(provider).most;
	}

	/** Clears all entries; requests in flight still count as such. */
	clear(): void {
		this.entries = [];
		this.messages = [];
		for (const gauge of [this.total, ...this.gauges.values()]) gauge.reset();
	}

	/** Records an incoming request; the provider fills in the rest as it becomes known. */
	open(request: Omit<JournalRequest, 'at' | 'files' | 'status'>): Visit {
		const entry: JournalRequest = {
			at: this.clock.now().toISOString(),
			...request,
			files: [],
			status: null,
		};
		this.entries.push(entry);
		const gauges = [this.total, this.gauge(request.provider)];
		for (const gauge of gauges) gauge.enter();
		let inFlight = true;
		return {
			entry,
			accept: (message) => {
				this.messages.push({
					provider: entry.provider,
					...message,
					at: this.clock.now().toISOString(),
					request: this.entries.indexOf(entry),
				});
			},
			leave: () => {
				if (!inFlight) return;
				inFlight = false;
				for (const gauge of gauges) gauge.leave();
			},
		};
	}

	private gauge(provider: string): Gauge {
		const gauge = this.gauges.get(provider) ?? new Gauge();
		this.gauges.set(provider, gauge);
		return gauge;
	}
}
