import { rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { startSandbox, type Sandbox } from '../sandbox';
import { keptIdentity } from '../sandbox/identity';
import { bold, red, say, step } from '../setup/progress.cjs';
import { importExamples, installPackage, keepCredentials } from './furnish';
import { installN8n } from './install';
import { startN8n } from './n8nProcess';
import { owner, signIn } from './owner';
import { offerPackage } from './packageSource';

const SANDBOX_PORT = 5690;

/** In the checkout; the ignored files of git and the linters name it. */
const home = resolve(__dirname, '../.n8n');

const stopSignal = () =>
	new Promise<void>((stop) => {
		for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop());
	});

function printWelcome(url: string, { controlUrl }: Sandbox): void {
	say(`
${bold('Ready')}
  n8n          ${url}
  e-mail       ${owner.email}
  password     ${owner.password}
  the sandbox  ${controlUrl}

Open a workflow, fill in what its note asks for, and execute it. Ctrl-C ends all of it.`);
}

async function main(): Promise<void> {
	const { values } = parseArgs({
		options: { reset: { type: 'boolean' }, port: { type: 'string', default: '5678' } },
	});
	const url = `http://localhost:${values.port}`;
	const stopped = stopSignal();
	const toClose: Array<() => Promise<void>> = [];
	try {
		if (values.reset) await rm(home, { recursive: true, force: true });
		const installation = await installN8n();
		const sandbox = await step('Start the sandbox', async () =>
			startSandbox({ port: SANDBOX_PORT, identity: keptIdentity(join(home, 'sandbox')) }),
		);
		toClose.push(async () => await sandbox.stop());
		const source = await step('Pack the nodes', async () => offerPackage(home));
		toClose.push(source.close);
		const n8n = await step('Start n8n', async () =>
			startN8n(installation, ['start'], `${url}/healthz/readiness`, {
				userFolder: home,
				path: [source.bin],
				environment: { N8N_PORT: values.port },
			}),
		);
		toClose.push(n8n.stop);
		const rest = await signIn(url);
		await step('Install the nodes in n8n', async () => installPackage(rest, source));
		await step('Fill in credentials, import the examples', async () =>
			importExamples(rest, await keepCredentials(rest, sandbox)),
		);
		printWelcome(url, sandbox);
		await stopped;
	} finally {
		for (const close of toClose.reverse()) await close();
	}
}

main().catch(({ message }: Error) => {
	say(red(message));
	process.exitCode = 1;
});
