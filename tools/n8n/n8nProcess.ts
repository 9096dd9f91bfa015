import { freePort } from './freePort';
import { pathOf, type Installation } from './install';
import { runService, type Service } from './service';

export interface ProcessOptions {
	/** Where n8n keeps its settings, its database (unless it has another) and its community packages. */
	userFolder: string;
	/** A file that gets what it writes. */
	logFile?: string;
	/** Folders that come first on its PATH. */
	path?: string[];
	/** Beside the settings that keep it quiet and local. */
	environment?: Record<string, string>;
}

/** n8n neither calls home nor listens beyond this computer. */
export const quietAndLocal = {
	// As in n8n's image; a test's own is not for it.
	NODE_ENV: 'production',
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

/**
 * Begins to start n8n: its server, or one of its workers.
 * @param command `start` or `worker`, and its options
 * @param readiness answers with 200 once n8n is ready
 */
export async function launchN8n(
	installation: Installation,
	command: string[],
	readiness: string,
	{ userFolder, logFile, path = [], environment = {} }: ProcessOptions,
): Promise<Service> {
	return runService([installation.node, installation.n8n, ...command], {
		name: 'n8n',
		logFile,
		environment: {
			...process.env,
			PATH: pathOf(installation, ...path),
			...quietAndLocal,
			N8N_USER_FOLDER: userFolder,
			N8N_RUNNERS_BROKER_PORT: String(await freePort()),
			...environment,
		},
		isReady: async () => (await fetch(readiness)).ok,
	});
}

/**
 * Starts n8n, as `launchN8n` does, and waits until it is ready.
 * @throws with the end of its log, if it ends before or takes too long
 */
export async function startN8n(...words: Parameters<typeof launchN8n>): Promise<Service> {
	const n8n = await launchN8n(...words);
	await n8n.untilReady();
	return n8n;
}
