import { createHash } from 'node:crypto';
import { startSandbox, type Sandbox } from '../../../sandbox';
import { useLeapingClock } from '../../../tools/engine/leapingClock';
import { json } from '../../../tools/providers/client';
import { Office, smallPdf } from '../../../tools/providers/legallyMail/caller';

useLeapingClock();

let sandbox: Sandbox;
let office: Office;

beforeEach(async () => {
	sandbox = await startSandbox();
	sandbox.legallyMail.switches.rateLimit = null;
	office = new Office(sandbox);
});
afterEach(() => sandbox.stop());

const email = { recipient: 'a@example.org', subject: 'A', message: 'B' };
const signature = {
	signer_name: 'A',
	signer_email: 'a@example.org',
	document: smallPdf.toString('base64'),
	document_name: 'A.pdf',
};
const sms = { phone: '+34600000000', message: 'A' };
const statusOf = async (path: string, body: object) => (await office.call(path, { body })).status;

describe('LegallyMail refuses', () => {
	it.each<[string, string, object]>([
		['an email to no one', '/api/send', { ...email, recipient: undefined }],
		['an address that is none', '/api/send', { ...email, recipient: 'a@example.org, b' }],
		[
			'an attachment without a type',
			'/api/send',
			{
				...email,
				attachments: [{ filename: 'a.pdf', content: 'JVBERi0=' }],
			},
		],
		[
			'eleven recipients',
			'/api/send',
			{
				...email,
				recipient: Array.from({ length: 11 }, (_, index) => `a${index}@example.org`).join(','),
			},
		],
		['a document that is no PDF', '/api/signature/send', { ...signature, document: 'QUJD' }],
		[
			'six signers',
			'/api/signature/send',
			{
				...signature,
				signers: Array(6).fill({ name: 'A', email: 'a@example.org' }),
			},
		],
		['a phone number without a country', '/api/sms/send', { ...sms, phone: '600000000' }],
	])('%s with 400', async (_, path, body) => {
		expect(await statusOf(path, body)).toBe(400);
		expect(sandbox.journal.accepted()).toEqual([]);
	});

	it('a method that a path does not have with 405', async () => {
		expect((await office.call('/api/send')).status).toBe(405);
	});

	it('replies to an address that is not verified with 403', async () => {
		expect(await statusOf('/api/send', { ...email, reply_to: 'other@example.com' })).toBe(403);
		expect(await statusOf('/api/send', { ...email, reply_to: 'office@example.com' })).toBe(200);
	});

	it('more than the quota with 403', async () => {
		const { switches } = sandbox.legallyMail;
		Object.assign(switches, { planLimit: 1, smsCredits: 1 });
		expect(await statusOf('/api/send', email)).toBe(200);
		expect(await statusOf('/api/send', email)).toBe(403);
		expect(await statusOf('/api/sms/send', { ...sms, message: 'x'.repeat(301) })).toBe(403);
		expect(await statusOf('/api/sms/send', sms)).toBe(200);
		expect(await statusOf('/api/sms/send', sms)).toBe(403);
	});

	it('the eleventh request within a minute with 429, and takes it afterwards', async () => {
		const read = async () => (await office.call('/api/info')).status;
		sandbox.legallyMail.switches.rateLimit = { requests: 10, milliseconds: 60_000 };
		const burst = await Promise.all(Array.from({ length: 11 }, read));
		await new Promise((resolve) => setTimeout(resolve, 60_000));
		expect(burst.filter((status) => status === 429)).toHaveLength(1);
		expect(await read()).toBe(200);
	});
});

describe('What no document says is a switch:', () => {
	it.each([
		['message', '{"success":false,"error":"Not Found","message":"Email not found"}'],
		['error', '{"success":false,"error":"Email not found"}'],
		['page', '<html><body><h1>Not Found</h1></body></html>\n'],
		['empty', ''],
	] as const)('an error as %s', async (errorShape, text) => {
		sandbox.legallyMail.switches.errorShape = errorShape;
		expect((await office.call('/api/email?tracking_id=cm_none')).text).toBe(text);
	});

	it('the answer to an email to one recipient', async () => {
		sandbox.legallyMail.switches.singleRecipientShape = 'flat';
		const { data } = await office.post<{ data: object }>('/api/send', email);
		expect(data).toMatchObject({ recipient: 'a@example.org' });
		expect(data).not.toHaveProperty('recipients');
	});

	it('a limit out of bounds', async () => {
		expect((await office.call('/api/emails?limit=26')).status).toBe(400);
		sandbox.legallyMail.switches.invalidLimit = 'clamp';
		expect(await office.get('/api/emails?limit=26')).toMatchObject({ limit: 25 });
	});

	it('the time zone', async () => {
		sandbox.legallyMail.switches.zoneMinutes = 120;
		const { data } = await office.post<{ data: { sent_at: string } }>('/api/send', email);
		const ahead = Date.parse(`${data.sent_at.replace(' ', 'T')}Z`) - Date.now();
		expect(Math.round(ahead / 60_000)).toBe(120);
	});

	it('when something shows in the list', async () => {
		sandbox.legallyMail.switches.listDelay = 60_000;
		await office.send('a@example.org');
		expect(await office.get('/api/emails?limit=25')).toMatchObject({ count: 0 });
	});

	it('the scenario of a request that nobody signs', async () => {
		const uuid = await office.requestSignature('silent@example.org');
		sandbox.clock.advance({ days: 8 });
		const status = async () =>
			(await office.get<{ data: { status: string } }>(`/api/signature?uuid=${uuid}`)).data.status;
		expect(await status()).toBe('expired');
		sandbox.legallyMail.switches.expiredStatus = 'pending';
		expect(await status()).toBe('pending');
	});

	it('who may download', async () => {
		const id = await office.send('a@example.org');
		sandbox.clock.advance({ minutes: 10 });
		interface Email {
			email: { certificates: Array<{ pdf_download_url: string; file_hash: string }> };
		}
		const { email: shown } = await office.get<Email>(`/api/email?tracking_id=${id}`);
		const [{ pdf_download_url: link, file_hash: hash }] = shown.certificates;

		const file = await office.call(link);
		expect(file.headers['content-type']).toBe('application/pdf');
		expect(createHash('sha256').update(file.bytes).digest('hex')).toBe(hash);

		sandbox.legallyMail.switches.downloads = 'session';
		expect((await office.call(link)).text).toContain('type="password"');
		sandbox.legallyMail.switches.login = 'redirect';
		expect((await office.call(link)).headers.location).toBe('/login');
	});

	it('all of them over the control API', async () => {
		const answer = await office.call(`${sandbox.controlUrl}/legallyMail/switches`, {
			method: 'PATCH',
			body: { longSms: 'refuse' },
		});
		expect(json(answer)).toMatchObject({ longSms: 'refuse' });
		expect(await statusOf('/api/sms/send', { ...sms, message: 'x'.repeat(301) })).toBe(400);
	});
});
