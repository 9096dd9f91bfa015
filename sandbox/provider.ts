import type { FastifyInstance } from 'fastify';
import type { Clock } from './clock';
import type { Faults } from './faults';
import type { Identity } from './identity';
import type { Journal } from './journal';
import type { Latency } from './latency';

/** The parts of the sandbox that all providers share. */
export interface SandboxContext {
	clock: Clock;
	journal: Journal;
	faults: Faults;
	latency: Latency;
	identity: Identity;
	/** The port for the next server; 0 for any. */
	nextPort(): number;
	/** All ports that have been opened, in that order, which is the same at every start. */
	ports: OpenPort[];
}

/** A port of a provider, and the server behind it. */
export interface OpenPort {
	/** The server's name in the journal and in fault rules. */
	server: string;
	/** Human-readable. */
	title: string;
}

/** What a person or another process needs to use a provider. */
export interface ProviderDescription {
	title: string;
	/** Its URLs, by purpose. */
	addresses: Record<string, string>;
	/** The values for the node's credentials, by name. */
	credentials: Record<string, string>;
	/** Additional notes, one sentence each. */
	hints: string[];
}

/** A running provider. */
export interface RunningProvider<Api> {
	/** The interface for tests. */
	api: Api;
	/** May take a moment, because certificates are created on first use. */
	describe(): ProviderDescription;
	/** Adds the provider's own routes to the control API; their paths begin with the provider's name. */
	control(app: FastifyInstance): void;
	stop(): Promise<void>;
}

export type StartProvider<Api> = (context: SandboxContext) => Promise<RunningProvider<Api>>;
