import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { Clock } from './clock';
import { controlApi } from './control';
import { Faults } from './faults';
import { freshIdentity, type Identity } from './identity';
import { Journal } from './journal';
import { LazyApp } from './lazyApp';
import { Latency } from './latency';
import type { OpenPort, ProviderDescription, RunningProvider, SandboxContext } from './provider';
import { providers, type ProviderApis } from './providers';

export type { Clock, Duration } from './clock';
export type { Fault, FaultRule, Faults } from './faults';
export type { AcceptedMessage, Journal, JournalFile, JournalRequest } from './journal';
export type { OpenPort } from './provider';
export type { ProviderApis } from './providers';

export interface SandboxOptions {
	/** The port of the control API and landing page; the providers use the ports after it. Default 0: any free ports. */
	port?: number;
	/** The source of certificates and tokens; by default a new one. */
	identity?: Identity;
}

/** The providers as local servers, with the means by which tests control them. */
export interface Sandbox extends ProviderApis {
	/** `http://127.0.0.1:PORT`: all of this over HTTP, and a landing page for users. */
	controlUrl: string;
	clock: Clock;
	journal: Journal;
	faults: Faults;
	/** The ports of the providers, which follow that of the control API in this order. */
	ports: readonly OpenPort[];
	/** Makes every provider wait before each answer, in real milliseconds. */
	latency(milliseconds: number): void;
	/** What a user needs to know about each provider: addresses, credentials, hints. */
	describe(): ProviderDescription[];
	/** Closes everything at once, including connections that wait for an answer. */
	stop(): Promise<void>;
}

/** Returns the given port and then those after it; for 0, always 0 (any free port). */
function portsFrom(port: number): () => number {
	let next = port;
	return () => (port === 0 ? 0 : next++);
}

/**
 * Starts all providers and the control API on 127.0.0.1.
 * @throws if a port is taken
 */
export async function startSandbox({
	port = 0,
	identity = freshIdentity(),
}: SandboxOptions = {}): Promise<Sandbox> {
	const clock = new Clock();
	const journal = new Journal(clock);
	const faults = new Faults();
	const latency = new Latency();
	const nextPort = portsFrom(port);
	const ports: OpenPort[] = [];
	const context: SandboxContext = {
		clock,
		journal,
		faults,
		latency,
		identity,
		nextPort,
		ports,
	};
	const controlPort = nextPort();

	const running = new Map<string, RunningProvider<unknown>>();
	const stopProviders = async () => {
		faults.stop();
		await Promise.all([...running.values()].map((provider) => provider.stop()));
	};
	try {
		// One after the other, so that each gets the same ports at every start.
		for (const [name, start] of Object.entries(providers)) {
			running.set(name, await start(context));
		}
		const control = new LazyApp((server) => controlApi(context, running, server));
		control.server.listen(controlPort, '127.0.0.1');
		await once(control.server, 'listening');
		const { port: openPort } = control.server.address() as AddressInfo;
		const apis = Object.fromEntries([...running].map(([name, { api }]) => [name, api]));
		return {
			...(apis as ProviderApis),
			controlUrl: `http://127.0.0.1:${openPort}`,
			clock,
			journal,
			faults,
			ports,
			latency: (milliseconds) => {
				latency.milliseconds = milliseconds;
			},
			describe: () => [...running.values()].map((provider) => provider.describe()),
			stop: async () => {
				await Promise.all([control.close(), stopProviders()]);
			},
		};
	} catch (error) {
		await stopProviders();
		throw error;
	}
}
