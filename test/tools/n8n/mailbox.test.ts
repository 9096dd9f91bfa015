import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import { openMailbox, type Mailbox } from '../../../tools/n8n/mailbox';

let folder: string;
let mailbox: Mailbox;
let socket: Socket;
let answers: Interface;

beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'certified-mail-mailbox-'));
	mailbox = await openMailbox(join(folder, 'emails'));
	socket = connect(mailbox.port, '127.0.0.1');
	answers = createInterface({ input: socket });
});
afterEach(async () => {
	await mailbox.stop();
	await rm(folder, { recursive: true, force: true });
});

/** Says one thing after the other to the mailbox, as a mail client does. @returns the codes of what it answers */
async function say(...things: string[]): Promise<string[]> {
	const codes: string[] = [];
	const left = [...things, 'QUIT'];
	for await (const answer of answers) {
		// More lines follow.
		if (answer[3] === '-') continue;
		codes.push(answer.slice(0, 3));
		const next = left.shift();
		if (next !== undefined) socket.write(`${next}\r\n`);
	}
	return codes;
}

const emails = async () => {
	const names = await readdir(mailbox.folder);
	return await Promise.all(names.map(async (name) => readFile(join(mailbox.folder, name), 'utf8')));
};

const head = ['EHLO n8n', 'MAIL FROM:<n8n@example.org>', 'RCPT TO:<me@example.org>', 'DATA'];

it('keeps an email as a file', async () => {
	const email = ['Subject: Refused', '', 'A letter was refused.', '..', '.'];
	const codes = await say(...head, email.join('\r\n'));

	expect(codes).toEqual(['220', '250', '250', '250', '354', '250', '221']);
	expect(await emails()).toEqual(['Subject: Refused\r\n\r\nA letter was refused.\r\n.\r\n']);
});

it('keeps nothing of an email that breaks off', async () => {
	const left = [...head];
	for await (const answer of answers) {
		if (answer[3] === '-') continue;
		const next = left.shift();
		if (next === undefined) break;
		socket.write(`${next}\r\n`);
	}
	socket.end('Subject: Refused\r\n\r\nA letter');
	await once(socket, 'close');
	expect(await emails()).toEqual([]);
});

it('asks for no login, and knows none', async () => {
	expect(await say('EHLO n8n', 'AUTH PLAIN AGEAYg==')).toEqual(['220', '250', '500', '221']);
	expect(await emails()).toEqual([]);
});
