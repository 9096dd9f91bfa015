import { startSandbox, type Sandbox } from '../../../sandbox';
import { call, json } from '../../../tools/providers/client';
import { Office, smallPdf } from '../../../tools/providers/legallyMail/caller';

/** The requests and answers of LegallyMail's API page, field by field. */

let sandbox: Sandbox;
let office: Office;

beforeAll(async () => {
	sandbox = await startSandbox();
	sandbox.legallyMail.switches.rateLimit = null;
	office = new Office(sandbox);
});
afterAll(() => sandbox.stop());

const timestamp = expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/) as string;
const trackingId = expect.stringMatching(/^cm_[\da-f]{16}$/) as string;
const sha256 = expect.stringMatching(/^[\da-f]{64}$/) as string;
const uuid = expect.stringMatching(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/) as string;

const groupEmail = {
	recipient: 'recipient1@example.com, recipient2@example.com, recipient3@example.com',
	subject: 'Test Email with Multiple Recipients',
	message: '<h1>Hello World</h1><p>This email is sent to multiple recipients.</p>',
	attachments: [
		{
			filename: 'document.pdf',
			content: smallPdf.toString('base64'),
			mime_type: 'application/pdf',
		},
	],
};

const signatureRequest = {
	document: smallPdf.toString('base64'),
	document_name: 'Contract.pdf',
	language: 'es',
};

describe('The API page', () => {
	it('sends an email to several recipients', async () => {
		const sent = (email: string) => ({
			email,
			status: 'sent',
			tracking_id: trackingId,
			error_details: null,
		});

		expect(await office.post('/api/send', groupEmail)).toStrictEqual({
			success: true,
			message: 'Email sent to 3 of 3 recipients',
			data: {
				tracking_id: trackingId,
				recipients: ['recipient1', 'recipient2', 'recipient3'].map((name) =>
					sent(`${name}@example.com`),
				),
				subject: 'Test Email with Multiple Recipients',
				sent_at: timestamp,
				success_count: 3,
				fail_count: 0,
				error_status: null,
			},
		});
	});

	it('takes the token as a bearer, bare, or in the body', async () => {
		const { url, token } = sandbox.legallyMail;
		const info = (headers: Record<string, string>) => call(`${url}/api/info`, { headers });
		const answers = await Promise.all([
			info({ authorization: `Bearer ${token}` }),
			info({ authorization: token }),
			call(`${url}/api/send`, { body: { token, to: 'a@example.org', subject: 'A', body: 'B' } }),
			info({}),
			info({ authorization: 'Bearer wrong' }),
		]);
		expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 401, 401]);
	});

	it('tells of the account', async () => {
		expect(await office.get('/api/info')).toStrictEqual({
			name: 'LegallyMail API',
			version: '1.0.0',
			user: {
				email: 'office@example.com',
				name: 'Example Office',
				plan: 'professional',
				plan_name: 'Profesional',
				plan_limit: 100,
				extra_emails: 0,
				remaining_emails: expect.any(Number) as number,
			},
		});
	});

	it('lists the last emails, newest first', async () => {
		await office.send('recipient1@example.com,recipient2@example.com', 'Group Email');
		await office.send('example@example.com', 'Test Email');
		const common = {
			id: expect.any(Number) as number,
			tracking_id: trackingId,
			status: 'sent',
			sent_at: timestamp,
			read_at: null,
			created_at: timestamp,
			mailsender_id: expect.stringMatching(/^mail_/) as string,
			error_status: null,
		};

		expect(await office.get('/api/emails?limit=2')).toStrictEqual({
			success: true,
			count: 2,
			limit: 2,
			max_limit: 25,
			emails: [
				{
					...common,
					recipient: 'example@example.com',
					subject: 'Test Email',
					is_multi_recipient: false,
					recipient_count: 1,
				},
				{
					...common,
					recipient: 'Multiple Recipients',
					subject: 'Group Email',
					is_multi_recipient: true,
					recipient_count: 2,
				},
			],
		});
	});

	it('shows an email with its recipients and certificates', async () => {
		const id = await office.send('read@example.com, full@example.com', 'Group Email');
		sandbox.clock.advance({ minutes: 10 });
		const certificate = (type: string) => ({
			certificate_type: type,
			file_hash: sha256,
			confirmed_at: timestamp,
			has_tsr: true,
			has_tsq: true,
			pdf_download_url: expect.stringMatching(
				new RegExp(`/emails/download-certificate\\?id=cm_[\\da-f]+&status=${type}$`),
			) as string,
		});

		expect(await office.get(`/api/email?tracking_id=${id}`)).toMatchObject({
			success: true,
			email: {
				tracking_id: id,
				recipient: 'Multiple Recipients',
				status: 'pending',
				is_multi_recipient: true,
				recipient_count: 2,
				certificates: [],
				recipients: [
					{
						email: 'read@example.com',
						status: 'read',
						delivered_at: timestamp,
						read_at: timestamp,
						error_details: null,
						certificates: [certificate('delivered'), certificate('read')],
					},
					{
						email: 'full@example.com',
						status: 'delivered',
						delivered_at: timestamp,
						read_at: null,
						error_details: 'Recipient inbox full',
						certificates: [certificate('delivered')],
					},
				],
			},
		});
	});

	it.each([
		['one signer', { signer_name: 'John Doe', signer_email: 'john.doe@example.com' }],
		[
			'several signers',
			{
				signers: [
					{ name: 'John Doe', email: 'john.doe@example.com' },
					{ name: 'Firmante 2', email: 'firmante2@example.com', phone: '+34600000000' },
				],
			},
		],
	])('asks for the signature of %s, and lists and shows it', async (_, signers) => {
		const summary = {
			uuid,
			signer_name: 'John Doe',
			signer_email: 'john.doe@example.com',
			document_name: 'Contract.pdf',
			status: 'pending',
			created_at: timestamp,
		};
		const answer = await office.post<{ data: { uuid: string } }>('/api/signature/send', {
			...signers,
			...signatureRequest,
		});
		expect(answer).toStrictEqual({
			success: true,
			message: 'Signature request sent successfully',
			data: summary,
		});
		sandbox.clock.advance({ minutes: 10 });

		const list = await office.get<{ data: object[] }>('/api/signatures?limit=1');
		expect(list).toStrictEqual({
			success: true,
			data: [{ ...summary, status: 'signed', signed_at: timestamp }],
		});
		const { data } = await office.get<{ data: object }>(`/api/signature?uuid=${answer.data.uuid}`);
		expect(data).toMatchObject({
			...summary,
			status: 'signed',
			signed_at: timestamp,
			expires_at: timestamp,
			document_hash: sha256,
			signed_document_hash: sha256,
			download_original_url: expect.stringContaining('/download-original/') as string,
			download_acta_url: expect.stringContaining('/download-acta/') as string,
		});
	});

	it('sends an SMS and shows it', async () => {
		const sent = await office.post<{ uuid: string }>('/api/sms/send', {
			phone: '+34600000000',
			message: 'Contenido del SMS',
		});
		expect(sent).toStrictEqual({
			success: true,
			uuid,
			status: 'sent',
			credits_deducted: 1,
			message: 'Certified SMS sent successfully',
		});
		sandbox.clock.advance({ seconds: 20 });
		expect(await office.get(`/api/sms?id=${sent.uuid}`)).toStrictEqual({
			success: true,
			data: {
				uuid: sent.uuid,
				recipient: '+34600000000',
				message: 'Contenido del SMS',
				status: 'delivered',
				credits: 1,
				sent_at: timestamp,
				delivered_at: timestamp,
				failed_at: null,
				ts_confirmed_at: timestamp,
				download_certificate_url: expect.stringContaining(
					'/dashboard/certified-sms/download-certificate/',
				) as string,
			},
		});
	});

	it('shows times by the clock of the sandbox, also in the Date header', async () => {
		const { headers } = await office.call('/api/info');
		expect(Date.parse(headers.date ?? '')).toBeGreaterThan(Date.now() + 60_000);
	});

	it('answers an unknown email with 404', async () => {
		const answer = await office.call('/api/email?tracking_id=cm_none');
		expect(answer.status).toBe(404);
		expect(json(answer)).toEqual({
			success: false,
			error: 'Not Found',
			message: 'Email not found',
		});
	});
});
