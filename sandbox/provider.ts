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

/** A port of a provider, and what answers there. */
export interface OpenPort {
	/** The server's name in the journal and in fault rules. */
	server: string;
	/** For people. */
	title: string;
}

/** What a person or another process needs to use a provider. */
export interface ProviderDescription {
	title: string;
	/** Its URLs by what they are for. */
	addresses: Record<string, string>;
	/** What goes into the node's credentials, by name. */
	credentials: Record<string, string>;
	/** What else there is to know, a sentence each. */
	hints: string[];
}

/** A provider that is up. */
export interface RunningProvider<Api> {
	/** What tests hold of it. */
	api: Api;
	/** May take a moment, as certificates are made on first use. */
	describe(): ProviderDescription;
	/** Adds the provider's own routes to the control API; their paths begin with the provider's name. */
	control(app: FastifyInstance): void;
	stop(): Promise<void>;
}

export type StartProvider<Api> = (context: SandboxContext) => Promise<RunningProvider<Api>>;
