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

/** Says lines to the mailbox, as a mail client does. @returns the codes of what it answers, up to its goodbye */
async function say(...lines: string[]): Promise<string[]> {
	socket.write([...lines, 'QUIT', ''].join('\r\n'));
	const codes: string[] = [];
	for await (const answer of answers) codes.push(answer.slice(0, 3));
	return codes;
}

const emails = async () => {
	const names = await readdir(mailbox.folder);
	return await Promise.all(names.map(async (name) => readFile(join(mailbox.folder, name), 'utf8')));
};

it('keeps an email as a file', async () => {
	const head = ['EHLO n8n', 'MAIL FROM:<n8n@example.org>', 'RCPT TO:<me@example.org>', 'DATA'];
	const codes = await say(...head, 'Subject: Refused', '', 'A letter was refused.', '..', '.');

	expect(codes).toEqual(['220', '250', '250', '250', '354', '250', '221']);
	expect(await emails()).toEqual(['Subject: Refused\n\nA letter was refused.\n.']);
});

it('keeps nothing of an email that breaks off, and says what it does not know', async () => {
	const codes = await say('AUTH PLAIN');
	expect(codes).toEqual(['220', '502', '221']);
	expect(await emails()).toEqual([]);
});
