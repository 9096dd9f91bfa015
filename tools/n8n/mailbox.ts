import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';

/** Receives all emails of n8n's Send Email, so that none leaves this computer. */
export interface Mailbox {
	/** The folder with its emails, as .eml files. */
	folder: string;
	/** Port on 127.0.0.1. */
	port: number;
	/** The data of n8n's SMTP credential. */
	credential: { host: string; port: number; secure: false; disableStartTls: true };
	stop: () => Promise<void>;
}

/** How long `stop` waits for clients that are still connected, in milliseconds. */
const PATIENCE = 100;

/** @param folder created if it does not exist */
export async function openMailbox(folder: string): Promise<Mailbox> {
	await mkdir(folder, { recursive: true });
	let emails = 0;
	const keep = async (email: Buffer) => {
		const moment = new Date().toISOString().replaceAll(':', '-');
		await writeFile(join(folder, `${moment}-${++emails}.eml`), email);
	};
	const server = new SMTPServer({
		disabledCommands: ['AUTH', 'STARTTLS'],
		disableReverseLookup: true,
		closeTimeout: PATIENCE,
		onData: (email, _session, done) =>
			void buffer(email)
				.then(keep)
				.then(() => done(), done),
	});
	// Ignore clients that disconnect.
	server.on('error', () => {});
	server.listen(0, '127.0.0.1');
	await once(server.server, 'listening');
	const { port } = server.server.address() as AddressInfo;
	return {
		folder,
		port,
		credential: { host: '127.0.0.1', port, secure: false, disableStartTls: true },
		stop: async () => await new Promise((resolve) => server.close(resolve)),
	};
}
