import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';

/** Takes in whatever n8n's Send Email sends, so that no email leaves this computer. */
export interface Mailbox {
	/** Where its emails lie, as .eml files. */
	folder: string;
	/** Of 127.0.0.1. */
	port: number;
	/** What a user types into n8n's credential SMTP. */
	credential: { host: string; port: number; secure: false; disableStartTls: true };
	stop: () => Promise<void>;
}

/** How long a client that is still connected keeps the end waiting, in milliseconds. */
const PATIENCE = 100;

/** @param folder is made if it is not there */
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
	// A client that breaks off is none of the mailbox's business.
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
