import { rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { keptIdentity } from '../../sandbox/identity';
import { bold, red, say, step } from '../setup/progress.cjs';
import { FIRST_EXAMPLE, readExample } from '../demo/examples';
import { importExamples } from './furnish';
import { owner } from './owner';
import { openWorkplace, type Workplace } from './workplace';

const SANDBOX_PORT = 5690;

/** In the checkout; excluded in the ignore files of git and the linters. */
const home = resolve(__dirname, '../../.n8n');

const stopSignal = () =>
	new Promise<void>((stop) => {
		for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop());
	});

function printWelcome({ url, sandbox: { controlUrl }, mailbox, files, logFile }: Workplace): void {
	say(`
${bold('Ready')}
  n8n          ${url}
  email        ${owner.email}
  password     ${owner.password}
  the sandbox  ${controlUrl}
  n8n's log    ${logFile}
  its files    ${files}/
  its emails   ${mailbox.folder}/

Open a workflow, read its note, and press Execute workflow. The first to try is "${readExample(FIRST_EXAMPLE).name}".
Ctrl-C ends all of it.`);
}

async function main(): Promise<void> {
	const { values } = parseArgs({
		options: { reset: { type: 'boolean' }, port: { type: 'string', default: '5678' } },
	});
	const stopped = stopSignal();
	if (values.reset) await rm(home, { recursive: true, force: true });
	const sandbox = { port: SANDBOX_PORT, identity: keptIdentity(join(home, 'sandbox')) };
	const workplace = await openWorkplace({ home, port: Number(values.port), sandbox });
	try {
		await step('Import the examples', async () =>
			importExamples(workplace.rest, workplace.credentials, workplace.files),
		);
		printWelcome(workplace);
		await stopped;
	} finally {
		await workplace.close();
	}
}

main().catch(({ message }: Error) => {
	say(red(message));
	process.exitCode = 1;
});
