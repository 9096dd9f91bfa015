import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

export interface ServiceOptions {
	/** Its name in error messages. */
	name: string;
	/** Replaces this process's own environment. */
	environment?: NodeJS.ProcessEnv;
	/** The system user that it runs as, if this process can choose (Linux, as root). */
	user?: string;
	/** Checks whether it is ready; a rejection means no. */
	isReady: () => Promise<boolean>;
	/** A file for its output, overwritten by each run. Its folder has to exist. */
	logFile?: string;
	/** The signal for a graceful shutdown. Default: SIGTERM. */
	endSignal?: NodeJS.Signals;
}

/** A child process that runs in the background. */
export interface Service {
	/** 0 if it could not be started at all. */
	pid: number;
	/** Its output so far. */
	log: () => string;
	/** @throws with the end of its log, if it exits before it is ready or takes longer than five minutes */
	untilReady: () => Promise<void>;
	/** Shuts it down gracefully. */
	stop: () => Promise<void>;
	/** Kills it immediately, like a power failure. */
	kill: () => Promise<void>;
}

const LONGEST_START = 300_000;

const hasEnded = ({ exitCode, signalCode }: ChildProcess) =>
	exitCode !== null || signalCode !== null;

/** The prefix of a command that ties its lifetime to that of this process, and sets its user. */
function launcher(user?: string): string[] {
	if (process.platform !== 'linux') return [];
	const identity = user ? ['--reuid', user, '--regid', user, '--init-groups'] : [];
	return ['setpriv', ...identity, '--pdeathsig', 'KILL'];
}

/** Starts a program; `untilReady` waits until it can be used. */
export function runService(
	command: string[],
	{ name, environment, user, isReady, logFile, endSignal = 'SIGTERM' }: ServiceOptions,
): Service {
	const [program, ...words] = [...launcher(user), ...command];
	const child = spawn(program, words, {
		env: environment,
		stdio: ['ignore', 'pipe', 'pipe'],
		// Ctrl-C must only reach this process, which stops its services in order.
		detached: true,
	});
	let log = '';
	const file = logFile === undefined ? undefined : createWriteStream(logFile);
	const write = (text: string) => {
		log += text;
		file?.write(text);
	};
	for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', write);
	child.once('error', ({ message }) => write(message));
	child.once('close', () => file?.end());
	const end = async (signal: NodeJS.Signals) => {
		if (child.pid === undefined || hasEnded(child)) return;
		const ended = once(child, 'exit');
		// Signal its process group, which includes everything that it has started.
		process.kill(-child.pid, signal);
		await ended;
	};
	const kill = async () => await end('SIGKILL');

	return {
		pid: child.pid ?? 0,
		log: () => log,
		stop: async () => await end(endSignal),
		kill,
		untilReady: async () => {
			const deadline = Date.now() + LONGEST_START;
			while (child.pid !== undefined && !hasEnded(child) && Date.now() < deadline) {
				if (await isReady().catch(() => false)) return;
				await pause(100);
			}
			await kill();
			throw new Error(`${name} did not start:\n${log.split('\n').slice(-20).join('\n')}`);
		},
	};
}
