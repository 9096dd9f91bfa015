import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from './freePort';
import { pathOf, type Installation } from './install';

export interface ProcessOptions {
	/** Where n8n keeps its settings, its database (unless it has another) and its community packages. */
	userFolder: string;
	/** Folders that come first on its PATH. */
	path?: string[];
	/** Beside the settings that keep it quiet and local. */
	environment?: Record<string, string>;
}

/** An n8n that runs: its server, or one of its workers. */
export interface N8nProcess {
	pid: number;
	/** What it has written so far. */
	log(): string;
	/** Lets it come to its end. */
	stop: () => Promise<void>;
	/** Ends it at once, as a power cut does. */
	kill: () => Promise<void>;
}

/** n8n neither calls home nor listens beyond this computer. */
const quietAndLocal = {
	N8N_LISTEN_ADDRESS: '127.0.0.1',
	N8N_DIAGNOSTICS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
	N8N_TEMPLATES_ENABLED: 'false',
	N8N_PERSONALIZATION_ENABLED: 'false',
	N8N_HIRING_BANNER_ENABLED: 'false',
	N8N_SECURE_COOKIE: 'false',
	// n8n 3 has this off by default: a package of several services can't be verified.
	N8N_UNVERIFIED_PACKAGES_ENABLED: 'true',
};

const hasEnded = ({ exitCode, signalCode }: ChildProcess) =>
	exitCode !== null || signalCode !== null;

/**
 * Starts n8n and waits until it is ready.
 * @param command `start` or `worker`, and its options
 * @param readiness answers with 200 once n8n is ready
 * @throws with the end of its log, if it ends before or takes longer than two minutes
 */
export async function startN8n(
	installation: Installation,
	command: string[],
	readiness: string,
	{ userFolder, path = [], environment = {} }: ProcessOptions,
): Promise<N8nProcess> {
	const child = spawn(installation.node, [installation.n8n, ...command], {
		env: {
			...process.env,
			PATH: pathOf(installation, ...path),
			...quietAndLocal,
			N8N_USER_FOLDER: userFolder,
			N8N_RUNNERS_BROKER_PORT: String(await freePort()),
			...environment,
		},
		stdio: ['ignore', 'pipe', 'pipe'],
		// Ctrl-C is for the one who started it, who ends things in their order.
		detached: true,
	});
	let log = '';
	for (const stream of [child.stdout, child.stderr]) {
		stream.setEncoding('utf8').on('data', (text: string) => (log += text));
	}
	const end = async (signal: NodeJS.Signals) => {
		if (hasEnded(child)) return;
		const ended = once(child, 'exit');
		// With the task runners that it has started.
		process.kill(-child.pid!, signal);
		await ended;
	};
	const running = {
		pid: child.pid!,
		log: () => log,
		stop: async () => await end('SIGTERM'),
		kill: async () => await end('SIGKILL'),
	};

	const deadline = Date.now() + 120_000;
	while (!hasEnded(child) && Date.now() < deadline) {
		const answer = await fetch(readiness).catch(() => undefined);
		if (answer?.ok) return running;
		await pause(250);
	}
	await running.kill();
	throw new Error(`n8n did not start:\n${log.split('\n').slice(-20).join('\n')}`);
}
