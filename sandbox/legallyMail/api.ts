import type { FastifyInstance, FastifyRequest } from 'fastify';
import { requireKey } from '../key';
import { orRefuse } from '../refusal';
import { latest, formattedTime, type Account } from './account';
import { certificateFile, certificatesOf, recordFile, sha256, smsFile } from './documents';
import type { Mail, MailRecipient } from './mails';
import { answerOf, refusal } from './errors';
import { readLimit, readMail, readSignature, readSms } from './requests';
import type { Signature } from './signatures';

type Query = { Querystring: Record<string, string | undefined> };

/** "Bearer {token}" or simply the token, or the member `token` of a JSON body. */
function tokenOf({ headers, body }: FastifyRequest): unknown {
	const header = headers.authorization?.replace(/^Bearer\s+/i, '');
	return header ?? (body as { token?: unknown } | undefined)?.token;
}

/** The user whose API token a request carries, if any. */
const userOf = (request: FastifyRequest, { tokens }: Account) =>
	tokens.get(String(tokenOf(request)));

/** Whether a request carries an API token. */
export const isAuthorized = (request: FastifyRequest, account: Account) =>
	userOf(request, account) !== undefined;

/** LegallyMail's API, as far as its page documents it. `url` returns its base URL. */
export const legallyMailApi = (account: Account, url: () => string) => (app: FastifyInstance) => {
	const { mails, signatures, smses } = account;

	requireKey(
		app,
		(request) => !request.url.startsWith('/api/') || isAuthorized(request, account),
		() => answerOf(401),
	);

	function remainingEmails(): number {
		const { planLimit, extraEmails, quotaCounts } = account.switches;
		const cost = ({ recipients }: Mail) => (quotaCounts === 'requests' ? 1 : recipients.length);
		return planLimit + extraEmails - mails.all.reduce((sum, mail) => sum + cost(mail), 0);
	}

	/** The fields that an email has both in the list and when it is requested alone. */
	function summary(mail: Mail) {
		const states = mail.recipients.map((recipient) => mails.stateOf(mail, recipient));
		const isSame = states.every(({ status }) => status === states[0].status);
		const isMulti = states.length > 1;
		// In the sample, an email read by one recipient and delivered to another is pending. No other mix is documented.
		const common = isSame ? states[0].status : 'pending';
		const status = common === 'delivered' && !account.switches.mailShowsDelivered ? 'sent' : common;
		return {
			id: mail.id,
			tracking_id: mail.trackingId,
			recipient: isMulti ? 'Multiple Recipients' : mail.recipients[0].email,
			subject: mail.subject,
			status,
			sent_at: formattedTime(account, mail.createdAt),
			read_at: isMulti ? null : formattedTime(account, states[0].readAt),
			created_at: formattedTime(account, mail.createdAt),
			mailsender_id: mail.mailsenderId,
			is_multi_recipient: isMulti,
			recipient_count: states.length,
			error_status: states.find(({ error }) => error)?.error ?? null,
		};
	}

	async function certificates(mail: Mail, recipient: MailRecipient) {
		const found = certificatesOf(account, mail, recipient);
		return await Promise.all(
			found.map(async (certificate) => ({
				certificate_type: certificate.type,
				file_hash: (await certificateFile(account, mail, recipient, certificate)).sha256,
				confirmed_at: formattedTime(account, certificate.at),
				has_tsr: true,
				has_tsq: true,
				pdf_download_url: `${url()}/emails/download-certificate?id=${recipient.trackingId}&status=${certificate.type}`,
			})),
		);
	}

	app.post('/api/send', (request, reply) => {
		const { switches } = account;
		const { recipients, subject, message, attachments } = readMail(request.body, switches);
		const cost = switches.quotaCounts === 'requests' ? 1 : recipients.length;
		if (cost > remainingEmails()) throw refusal(403, 'No remaining emails available');
		const mail = mails.add({ subject, messageSha256: sha256(message), attachments }, recipients);
		const sent = mail.recipients.map((recipient) => {
			const { status, error } = mails.stateOf(mail, recipient);
			const { email, trackingId } = recipient;
			if (status !== 'failed') {
				request.visit.accept({ id: trackingId, recipient: email, reference: null });
			}
			return { email, status, tracking_id: trackingId, error_details: error };
		});
		const failed = sent.filter(({ status }) => status === 'failed');
		const isFlat = sent.length === 1 && switches.singleRecipientShape === 'flat';
		return reply.code(switches.createdStatus).send({
			success: true,
			message: `Email sent to ${sent.length - failed.length} of ${sent.length} recipients`,
			data: {
				tracking_id: mail.trackingId,
				...(isFlat ? { recipient: sent[0].email } : { recipients: sent }),
				subject,
				sent_at: formattedTime(account, mail.createdAt),
				success_count: sent.length - failed.length,
				fail_count: failed.length,
				error_status: failed[0]?.error_details ?? null,
			},
		});
	});

	app.get('/api/info', (request, reply) => {
		const { planLimit, extraEmails } = account.switches;
		return reply.send({
			name: 'LegallyMail API',
			version: '1.0.0',
			user: {
				email: userOf(request, account),
				name: 'Example Office',
				plan: 'professional',
				plan_name: 'Profesional',
				plan_limit: planLimit,
				extra_emails: extraEmails,
				remaining_emails: remainingEmails(),
			},
		});
	});

	app.get<Query>('/api/emails', ({ query }, reply) => {
		const limit = readLimit(query.limit, account.switches);
		const emails = latest(account, mails.all, limit).map(summary);
		return reply.send({ success: true, count: emails.length, limit, max_limit: 25, emails });
	});

	app.get<Query>('/api/email', async ({ query }, reply) => {
		const id = query.tracking_id;
		if (!id) throw refusal(400, 'The parameter tracking_id is required');
		const byRecipient = account.switches.recipientTrackingIds
			? mails.findByRecipient(id)
			: undefined;
		const mail = orRefuse(mails.find(id) ?? byRecipient, answerOf(404, 'Email not found'));
		const isMulti = mail.recipients.length > 1;
		const recipients = await Promise.all(
			mail.recipients.map(async (recipient) => {
				const state = mails.stateOf(mail, recipient);
				return {
					email: recipient.email,
					name: recipient.email.split('@', 1)[0],
					status: state.status,
					tracking_id: recipient.trackingId,
					sent_at: formattedTime(account, state.sentAt),
					delivered_at: formattedTime(account, state.deliveredAt),
					read_at: formattedTime(account, state.readAt),
					error_details: state.error,
					certificates: await certificates(mail, recipient),
				};
			}),
		);
		return reply.send({
			success: true,
			email: {
				...summary(mail),
				certificates: isMulti ? [] : recipients[0].certificates,
				recipients,
			},
		});
	});

	app.post('/api/signature/send', (request, reply) => {
		const { switches } = account;
		const signature = signatures.add(readSignature(request.body, switches));
		const [{ name, email }] = signature.signers;
		request.visit.accept({ id: signature.uuid, recipient: email, reference: null });
		return reply.code(switches.createdStatus).send({
			success: true,
			message: 'Signature request sent successfully',
			data: {
				uuid: signature.uuid,
				signer_name: name,
				signer_email: email,
				document_name: signature.documentName,
				status: 'pending',
				created_at: formattedTime(account, signature.createdAt),
			},
		});
	});

	function signatureSummary(signature: Signature) {
		const { status, signedAt } = signatures.stateOf(signature, account.switches);
		const [{ name, email }] = signature.signers;
		return {
			uuid: signature.uuid,
			signer_name: name,
			signer_email: email,
			document_name: signature.documentName,
			status,
			created_at: formattedTime(account, signature.createdAt),
			signed_at: formattedTime(account, signedAt),
		};
	}

	app.get<Query>('/api/signatures', ({ query }, reply) => {
		const { switches } = account;
		const limit = readLimit(query.limit, switches, switches.defaultLimit);
		return reply.send({
			success: true,
			data: latest(account, signatures.all, limit).map(signatureSummary),
		});
	});

	app.get<Query>('/api/signature', async ({ query }, reply) => {
		const signature = orRefuse(signatures.find(query.uuid ?? ''), answerOf(query.uuid ? 404 : 400));
		const { expiresAt, signers } = signatures.stateOf(signature, account.switches);
		const record = await recordFile(account, signature);
		const link = (kind: string) =>
			`${url()}/dashboard/electronic-signature/download-${kind}/${signature.uuid}`;
		return reply.send({
			success: true,
			data: {
				...signatureSummary(signature),
				expires_at: formattedTime(account, expiresAt),
				document_hash: sha256(signature.document),
				signed_document_hash: record?.sha256 ?? null,
				signers: signature.signers.map(({ name, email, phone }, index) => ({
					signer_name: name,
					signer_email: email,
					signer_phone: phone,
					status: signers[index].status,
					signed_at: formattedTime(account, signers[index].signedAt),
				})),
				download_original_url: link('original'),
				download_acta_url: record ? link('acta') : null,
			},
		});
	});

	let creditsUsed = 0;

	app.post('/api/sms/send', (request, reply) => {
		const { switches } = account;
		const { phone, message, credits } = readSms(request.body, switches);
		if (creditsUsed + credits > switches.smsCredits) {
			throw refusal(403, 'No certified SMS credits available');
		}
		creditsUsed += credits;
		const { uuid } = smses.add({ phone, message, credits });
		request.visit.accept({ id: uuid, recipient: phone, reference: null });
		return reply.code(switches.createdStatus).send({
			success: true,
			uuid,
			status: 'sent',
			credits_deducted: credits,
			message: 'Certified SMS sent successfully',
		});
	});

	app.get<Query>('/api/sms', async ({ query }, reply) => {
		const uuid = query.uuid ?? query.id;
		const sms = orRefuse(smses.find(uuid ?? ''), answerOf(uuid ? 404 : 400));
		const { status, deliveredAt, failedAt, confirmedAt } = smses.stateOf(sms);
		const certificate = await smsFile(account, sms);
		return reply.send({
			success: true,
			data: {
				uuid: sms.uuid,
				recipient: sms.phone,
				message: sms.message,
				status,
				credits: sms.credits,
				sent_at: formattedTime(account, sms.createdAt),
				delivered_at: formattedTime(account, deliveredAt),
				failed_at: formattedTime(account, failedAt),
				ts_confirmed_at: formattedTime(account, confirmedAt),
				download_certificate_url: certificate
					? `${url()}/dashboard/certified-sms/download-certificate/${sms.uuid}`
					: null,
			},
		});
	});
};
