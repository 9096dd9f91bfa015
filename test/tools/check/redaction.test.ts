import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { checkProvider } from '../../../tools/check/check';
import { Redaction } from '../../../tools/check/redaction';
import { replayCredential } from '../../../tools/check/replay';
import { parseReport, type Report } from '../../../tools/check/report';
import { pageOf } from '../../../tools/check/show';
import { PROVIDERS, type Provider } from '../../../tools/providers';
import { setCheckStage } from './checkStage';

const stage = setCheckStage();

/** Somebody whom nobody else may hear of. */
const NAME = 'Quandary';
const MAILBOX = 'zuleika.quandary@private.example';
const SUBJECT = 'Überfällig "Zanzibar" 4711 & more';
const PHONE = '+4915112345678';

/** All the ways in which a text may stand in another one. */
function waysOf(text: string): string[] {
	const bytes = Buffer.from(text);
	// In Base64, by where it begins.
	const inBase64 = [0, 1, 2].map((shift) => {
		const shifted = Buffer.concat([Buffer.alloc(shift, 'x'), bytes]).toString('base64');
		return shifted.slice(shift === 0 ? 0 : 4, -4);
	});
	return [
		text,
		JSON.stringify(text).slice(1, -1),
		encodeURIComponent(text),
		new URLSearchParams({ '': text }).toString().slice(1),
		bytes.toString('hex'),
		bytes.toString('base64url'),
		...inBase64.filter((each) => each.length >= 8),
	].map((each) => each.toLowerCase());
}

/** Which of some texts a report holds, in whichever way. */
function heldBy(provider: Provider, report: Report, texts: string[]): string[] {
	const whole = `${JSON.stringify(report)}\n${pageOf(provider, report)}`.toLowerCase();
	return texts.filter((text) => waysOf(text).some((way) => whole.includes(way)));
}

/** What of a credential nobody else may have. */
const secretsOf = (credential: ICredentialDataDecryptedObject): string[] =>
	Object.entries(credential)
		.filter(
			([name]) =>
				!['environment', 'authentication', 'authorization', 'oauthVersion'].includes(name),
		)
		.filter(([name]) => name !== 'mutualTls')
		.flatMap(([, value]) => (typeof value === 'string' && value.length > 3 ? [value] : []));

describe.each(PROVIDERS)('The report of $title', (provider) => {
	it('holds no secret, no name and no address that went in or came out', async () => {
		provider.sandboxSettings.liftLimits?.(stage.sandbox);
		const { acquaint, credential: credentialAt } = provider.rehearsal;
		const person = { name: NAME, address: MAILBOX, subject: SUBJECT, phone: PHONE };
		const given = await acquaint(stage.sandbox, person);
		const credential = credentialAt(stage.sandbox);
		const { report } = await checkProvider(provider, { engine: stage.engine, credential, given });
		expect(report.isRecognised).toBe(true);
		const personal = [NAME, MAILBOX, SUBJECT, 'Zanzibar', PHONE, PHONE.slice(1)];
		const secrets = [...personal, ...secretsOf(credential), ...Object.values(given)];
		expect(heldBy(provider, report, secrets)).toEqual([]);
		// What it is for is still there.
		expect(report.exchanges.length).toBeGreaterThan(2);
		expect(parseReport(JSON.stringify(report))).toEqual(report);
	});

	it('holds none of what a server puts into fields that may stand there', async () => {
		const { words, numbers, times, names, paths } = provider.check.kept;
		const server = createServer((request, response) => {
			const whole = JSON.stringify(request.headers) + request.url;
			const fields = [...words, ...numbers, ...times, ...names, NAME, MAILBOX];
			const echo = (value: unknown) => Object.fromEntries(fields.map((field) => [field, value]));
			const { authorization = 'none', 'x-api-token': key = authorization } = request.headers;
			response.writeHead(200, {
				'content-type': `application/json; charset=${NAME}`,
				'retry-after': NAME,
				'x-ratelimit-limit': PHONE,
				location: `https://${NAME}.example/${MAILBOX}`,
				'x-name': NAME,
			});
			const [path] = paths;
			const link = `http://${request.headers.host}${path}?id=${MAILBOX}&${NAME}=1&token=${String(key)}`;
			const rows = [NAME, MAILBOX, SUBJECT, key, whole, 4915112345678, link].map(echo);
			const lists = { content: rows, customers: rows, emails: rows, data: rows, rows };
			response.end(JSON.stringify({ ...echo(NAME), ...lists, [MAILBOX]: NAME, other: NAME }));
		});
		server.listen(0, '127.0.0.1');
		await once(server, 'listening');
		try {
			const { port } = server.address() as AddressInfo;
			const secret = 'srt-Wq81-bZzT-secret-7731';
			const credential = {
				...replayCredential(provider, `http://127.0.0.1:${port}`),
				...Object.fromEntries(
					Object.keys(provider.check.stranger)
						.filter((name) => !/^auth/.test(name))
						.map((name) => [name, secret]),
				),
			};
			const { report } = await checkProvider(provider, {
				engine: stage.engine,
				credential,
				patience: 2000,
			});
			const told = [NAME, MAILBOX, SUBJECT, PHONE.slice(1), secret, 'Zanzibar'];
			expect(report.exchanges.length).toBeGreaterThan(2);
			expect(heldBy(provider, report, told)).toEqual([]);
		} finally {
			server.closeAllConnections();
			server.close();
			await once(server, 'close');
		}
	});
});

it('This test finds a text in each way in which it may be written', () => {
	for (const way of waysOf(MAILBOX)) {
		const report = { note: `before ${way} after` } as unknown as Report;
		const whole = JSON.stringify(report).toLowerCase();
		expect(waysOf(MAILBOX).some((each) => whole.includes(each))).toBe(true);
	}
	expect(Buffer.from(`ab${MAILBOX}`).toString('base64').toLowerCase()).toEqual(
		expect.stringContaining(waysOf(MAILBOX).at(-1)!),
	);
});

it('A link that no decoder reads is replaced like any other', () => {
	const none = { words: [], vocabulary: [], numbers: [], times: [], names: [] };
	const kept = { paths: ['/messages/:id'], ...none };
	const redaction = new Redaction(kept, 'https://api.provider.example');
	expect(redaction.value('https://api.provider.example/messages/%E0%A4%A')).toBe(
		'https://api.example/messages/text-1',
	);
});
