import { freePort } from './freePort';
import { pathOf, type Installation } from './install';
import { runService, type Service } from './service';

export interface ProcessOptions {
	/** Where n8n keeps its settings, its database (unless another is configured) and its community packages. */
	userFolder: string;
	/** A file for its output. */
	logFile?: string;
	/** Folders to put first in its PATH. */
	path?: string[];
	/** Environment variables in addition to `quietAndLocal`. */
	environment?: Record<string, string>;
}

/** Settings that keep n8n from calling home and from listening beyond this computer. */
export const quietAndLocal = {
	// As in n8n's image; it must not inherit a test's value.
	NODE_ENV: 'production',
	N8N_LISTEN_ADDRESS: '127.0.0.1',
	N8N_DIAGNOSTICS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
	N8N_TEMPLATES_ENABLED: 'false',
	N8N_PERSONALIZATION_ENABLED: 'false',
	N8N_HIRING_BANNER_ENABLED: 'false',
	N8N_SECURE_COOKIE: 'false',
	// Off by default in n8n 3: a package that integrates several services can't be verified.
	N8N_UNVERIFIED_PACKAGES_ENABLED: 'true',
};

/**
 * Launches n8n's server or one of its workers, without waiting for it.
 * @param command `start` or `worker`, and its options
 * @param readiness URL that answers with 200 once n8n is ready
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
 * Starts n8n like `launchN8n`, and waits until it is ready.
 * @throws with the end of its log, if it exits early or takes too long
 */
export async function startN8n(...words: Parameters<typeof launchN8n>): Promise<Service> {
	const n8n = await launchN8n(...words);
	await n8n.untilReady();
	return n8n;
}
