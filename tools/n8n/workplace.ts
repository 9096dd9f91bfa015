import { wholePackage, type Package } from '../release/packages';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { startSandbox, type Sandbox, type SandboxOptions } from '../../sandbox';
import { step } from '../setup/progress.cjs';
import { Ends } from './ends';
import { installPackage, keepCredentials, type Named } from './furnish';
import { installN8n } from './install';
import { openMailbox, type Mailbox } from './mailbox';
import { startN8n } from './n8nProcess';
import { signIn, type Rest } from './owner';
import { offerPackages } from './packageSource';

/** A real n8n with the package installed, and a sandbox in place of the providers. */
export interface Workplace {
	/** URL of n8n. */
	url: string;
	rest: Rest;
	sandbox: Sandbox;
	/** Receives the emails of n8n's own Send Email. */
	mailbox: Mailbox;
	/** The only folder that n8n's own nodes can write files to. */
	files: string;
	/** n8n's log. */
	logFile: string;
	/** A credential for each provider's sandbox and for the mailbox, by type. */
	credentials: Map<string, Named>;
	/** Stops everything. */
	close: () => Promise<void>;
}

export interface WorkplaceOptions {
	/** The folder for n8n's data. */
	home: string;
	/** n8n's port on 127.0.0.1. */
	port: number;
	sandbox?: SandboxOptions;
	/** What n8n can install in addition to the whole package, which is installed from the start. */
	packages?: Package[];
}

/** Installs n8n if it is missing, starts it and the sandbox, has n8n install the package, and prints the progress. */
export async function openWorkplace({
	home,
	port,
	sandbox: sandboxOptions,
	packages = [],
}: WorkplaceOptions): Promise<Workplace> {
	const url = `http://localhost:${port}`;
	const ends = new Ends();
	try {
		const installation = await installN8n();
		const sandbox = ends.of(
			await step('Start the sandbox', async () => startSandbox(sandboxOptions)),
		);
		const mailbox = ends.of(await openMailbox(join(home, 'emails')));
		const files = join(home, 'files');
		await mkdir(files, { recursive: true });
		const logFile = join(home, 'n8n.log');
		const source = await step('Pack the nodes', async () =>
			offerPackages(home, [wholePackage, ...packages]),
		);
		ends.of({ stop: source.close });
		const n8n = await step('Start n8n', async () =>
			startN8n(installation, ['start'], `${url}/healthz/readiness`, {
				userFolder: home,
				logFile,
				path: [source.bin],
				environment: { N8N_PORT: String(port), N8N_RESTRICT_FILE_ACCESS_TO: files },
			}),
		);
		ends.of(n8n);
		const rest = await signIn(url);
		await step('Install the nodes in n8n', async () => installPackage(rest));
		const credentials = await keepCredentials(rest, sandbox, mailbox);
		const close = async () => await ends.come();
		return { url, rest, sandbox, mailbox, files, logFile, credentials, close };
	} catch (error) {
		return await ends.after(error);
	}
}
