import { Container } from '@n8n/di';
import { BinaryDataService } from 'n8n-core';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** `default` keeps file data as base64 in the item, `filesystem` in a file that the item references. */
export type BinaryMode = 'default' | 'filesystem';

export interface N8nProcess {
	/** Shuts down this n8n instance and removes its files. */
	stop(): Promise<void>;
}

/** Environment variables, as an operator would configure n8n. `undefined` unsets. */
const configuration = (
	userFolder: string,
	binaryMode: BinaryMode,
): Record<string, string | undefined> => ({
	N8N_USER_FOLDER: userFolder,
	// A fixed key makes it the same n8n instance after a restart.
	N8N_ENCRYPTION_KEY: 'the-key-of-the-tests',
	N8N_DEFAULT_BINARY_DATA_MODE: binaryMode,
	N8N_BINARY_DATA_STORAGE_PATH: undefined,
	N8N_STORAGE_PATH: undefined,
	N8N_LOG_LEVEL: 'silent',
	// The tests' servers listen on loopback, which a developer's proxy can't reach.
	NO_PROXY: '127.0.0.1,localhost',
	no_proxy: '127.0.0.1,localhost',
});

function setEnvironment(values: Record<string, string | undefined>) {
	for (const [name, value] of Object.entries(values)) {
		if (value === undefined) delete process.env[name];
		else process.env[name] = value;
	}
}

let running = false;

/** Runs and removes the exit listeners that were added since: n8n's SSH connections. */
function endSince(before: NodeJS.ExitListener[]) {
	for (const end of process.listeners('exit').filter((listener) => !before.includes(listener))) {
		process.off('exit', end);
		end(0);
	}
}

/**
 * Starts a new n8n instance in this process: new services, an empty user folder, a silent log. n8n's services
 * (configuration, binary data, log) are singletons, so only one instance can run at a time; after `stop` another can
 * start, also in another binary mode.
 */
export async function startN8nProcess(binaryMode: BinaryMode): Promise<N8nProcess> {
	if (running) throw new Error('An engine is running already: stop it before starting another');
	running = true;

	const userFolder = await mkdtemp(join(tmpdir(), 'n8n-engine-'));
	const ours = configuration(userFolder, binaryMode);
	const before = Object.fromEntries(Object.keys(ours).map((name) => [name, process.env[name]]));
	const waitingForTheEnd = process.listeners('exit');
	setEnvironment(ours);
	// n8n reads its configuration when a service is first requested.
	Container.reset();

	const stop = async () => {
		if (!running) return;
		endSince(waitingForTheEnd);
		setEnvironment(before);
		Container.reset();
		running = false;
		await rm(userFolder, { recursive: true, force: true });
	};

	try {
		await Container.get(BinaryDataService).init();
	} catch (error) {
		await stop();
		throw error;
	}
	return { stop };
}
