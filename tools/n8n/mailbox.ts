import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

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

/** What it says to each command (RFC 5321); to others, that it knows them not. */
const REPLIES: Record<string, string> = {
	EHLO: '250 localhost',
	HELO: '250 localhost',
	MAIL: '250 OK',
	RCPT: '250 OK',
	RSET: '250 OK',
	NOOP: '250 OK',
	DATA: '354 End with a dot on a line of its own',
	QUIT: '221 Goodbye',
};

/** Talks to one client until it goes. @param keep gets each email */
async function talk(socket: Socket, keep: (email: string) => Promise<void>): Promise<void> {
	const say = (line: string) => socket.write(`${line}\r\n`);
	let email: string[] | undefined;
	say('220 localhost');
	for await (const line of createInterface({ input: socket })) {
		if (email === undefined) {
			const command = line.slice(0, 4).toUpperCase();
			say(REPLIES[command] ?? '502 Not implemented');
			if (command === 'DATA') email = [];
			if (command === 'QUIT') socket.end();
		} else if (line === '.') {
			await keep(email.join('\n'));
			email = undefined;
			say('250 OK');
		} else {
			// A dot at the beginning of a line is doubled on the way.
			email.push(line.replace(/^\.\./, '.'));
		}
	}
}

/** @param folder is made if it is not there */
export async function openMailbox(folder: string): Promise<Mailbox> {
	await mkdir(folder, { recursive: true });
	let emails = 0;
	const keep = async (email: string) => {
		const moment = new Date().toISOString().replaceAll(':', '-');
		await writeFile(join(folder, `${moment}-${++emails}.eml`), email);
	};
	const sockets = new Set<Socket>();
	const server = createServer((socket) => {
		sockets.add(socket);
		socket.on('error', () => {}).on('close', () => sockets.delete(socket));
		void talk(socket, keep).catch(() => socket.destroy());
	}).listen(0, '127.0.0.1');
	await once(server, 'listening');
	const { port } = server.address() as AddressInfo;
	return {
		folder,
		port,
		credential: { host: '127.0.0.1', port, secure: false, disableStartTls: true },
		stop: async () => {
			server.close();
			for (const socket of sockets) socket.destroy();
			await once(server, 'close');
		},
	};
}
