import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

export interface ServiceOptions {
	/** What it is called in an error. */
	name: string;
	/** In place of this process's own. */
	environment?: NodeJS.ProcessEnv;
	/** The system user that it runs as, where this process may choose (Linux, as root). */
	user?: string;
	/** Asks whether it is ready; a rejection means no. */
	isReady: () => Promise<boolean>;
	/** A file that gets what it writes, from the start of this run on. Its folder has to be there. */
	logFile?: string;
	/** What lets it come to its end. Default: SIGTERM. */
	endSignal?: NodeJS.Signals;
}

/** A program that runs beside this one. */
export interface Service {
	/** 0 if it could not be started at all. */
	pid: number;
	/** What it has written so far. */
	log: () => string;
	/** @throws with the end of its log, if it ends before it is ready or takes longer than five minutes */
	untilReady: () => Promise<void>;
	/** Lets it come to its end. */
	stop: () => Promise<void>;
	/** Ends it at once, as a power cut does. */
	kill: () => Promise<void>;
}

const LONGEST_START = 300_000;

const hasEnded = ({ exitCode, signalCode }: ChildProcess) =>
	exitCode !== null || signalCode !== null;

/** The words before a command that tie its life to that of this process, and name its user. */
function launcher(user?: string): string[] {
	if (process.platform !== 'linux') return [];
	const identity = user ? ['--reuid', user, '--regid', user, '--init-groups'] : [];
	return ['setpriv', ...identity, '--pdeathsig', 'KILL'];
}

/** Starts a program; `untilReady` tells when it is of use. */
export function runService(
	command: string[],
	{ name, environment, user, isReady, logFile, endSignal = 'SIGTERM' }: ServiceOptions,
): Service {
	const [program, ...words] = [...launcher(user), ...command];
	const child = spawn(program, words, {
		env: environment,
		stdio: ['ignore', 'pipe', 'pipe'],
		// Ctrl-C is for the one who started it, who ends things in their order.
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
		// With all that it has started.
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
