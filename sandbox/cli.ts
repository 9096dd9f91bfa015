import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startSandbox } from './index';
import { defaultPort } from './defaultPort';
import { keptIdentity } from './identity';

/** In the current directory; holds the certificate authority, so that certificates stay valid after a restart. */
const stateFolder = '.sandbox';

const help = `The mail providers as local servers, for trying the nodes without an account.

Usage:
  npm run sandbox                             start; Ctrl-C stops
  npm run sandbox -- --port 6000              start with the control page on another port
                                              (the providers take the ports after it)
  npm run sandbox -- certificate [folder]     write the certificate authority and a client certificate
                                              (default folder: ${stateFolder}/client)
  npm run sandbox -- --help

Tokens and certificates stay the same from start to start. They are kept in ${stateFolder}/ in the
current directory; delete that folder for new ones.
`;

const print = (text: string) => process.stdout.write(`${text}\n`);

/** Writes the files that a user needs for a client certificate. A running sandbox of this directory accepts it. */
function writeCertificate(folder: string): void {
	const { authority, secret } = keptIdentity(stateFolder);
	const client = authority.issueClientCertificate(
		'Sandbox client',
		secret('client passphrase').slice(0, 20),
	);
	mkdirSync(folder, { recursive: true });
	const files: Array<[name: string, content: string | Buffer, what: string]> = [
		['certificate-authority.pem', authority.certificate, 'whom to trust'],
		['client.pem', client.certificate, 'client certificate'],
		['client.key', client.key, 'its private key'],
		['client.pfx', Buffer.from(client.pfx, 'base64'), 'both in one file (PKCS#12)'],
		['passphrase.txt', `${client.passphrase}\n`, 'opens client.pfx'],
	];
	for (const [name, content, what] of files) {
		const path = join(folder, name);
		writeFileSync(path, content, { mode: 0o600 });
		print(`${path}  (${what})`);
	}
}

/** On a terminal, the first line of a certificate is enough; the landing page and `certificate` give the full text. */
const brief = (value: string) =>
	value.length > 100 ? `${value.slice(0, 40).split('\n', 1)[0]}...` : value;

const printAll = (values: Record<string, string>) => {
	for (const [name, value] of Object.entries(values)) print(`  ${name}: ${brief(value)}`);
};

async function start(port: number): Promise<void> {
	const sandbox = await startSandbox({ port, identity: keptIdentity(stateFolder) });
	for (const { title, addresses, credentials, hints } of sandbox.describe()) {
		print(title);
		printAll(addresses);
		printAll(credentials);
		for (const hint of hints) print(`  ${hint}`);
	}
	print(`Everything in full: ${sandbox.controlUrl}`);
	print('Ctrl-C stops.');
	for (const signal of ['SIGINT', 'SIGTERM'] as const) {
		process.once(signal, () => void sandbox.stop());
	}
}

async function main(): Promise<void> {
	const { values, positionals } = parseArgs({
		allowPositionals: true,
		options: {
			port: { type: 'string', default: String(defaultPort) },
			help: { type: 'boolean', short: 'h', default: false },
		},
	});
	const [command, folder = join(stateFolder, 'client')] = positionals;
	const port = Number(values.port);
	if (values.help) print(help);
	else if (command === 'certificate') writeCertificate(folder);
	else if (command !== undefined) throw new Error(`There is no command '${command}'; see --help`);
	else if (!Number.isInteger(port) || port < 0 || port > 65535) {
		throw new Error(`'${values.port}' is no port`);
	} else await start(port);
}

main().catch((error: Error) => {
	process.stderr.write(`${error.message}\n`);
	process.exitCode = 1;
});
