import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Account } from './account';
import { isAuthorized } from './api';
import { certificateFile, certificatesOf, recordFile, smsFile } from './documents';
import { Refusal } from './refusal';

type Parameters = { Params: { uuid: string } };

const loginPage =
	'<!DOCTYPE html>\n<html><head><title>Login</title></head><body><form action="/login" method="post">' +
	'<input name="email"><input name="password" type="password"></form></body></html>\n';

/** The links to documents, which lie outside of the API, partly in the user panel. */
export const legallyMailDownloads = (account: Account) => (app: FastifyInstance) => {
	function isWelcome(request: FastifyRequest): boolean {
		const { downloads } = account.switches;
		return downloads === 'public' || (downloads === 'token' && isAuthorized(request, account));
	}

	const askToLogIn = (reply: FastifyReply) =>
		account.switches.login === 'redirect'
			? reply.redirect('/login')
			: reply.type('text/html; charset=utf-8').send(loginPage);

	const file = (reply: FastifyReply, name: string, content: Buffer) =>
		reply
			.type('application/pdf')
			.header('content-disposition', `attachment; filename="${name}"`)
			.send(content);

	/** What was handed out by a redirect, by a path that nobody can guess. */
	const files = new Map<string, { name: string; content: Buffer }>();

	function sendPdf(reply: FastifyReply, name: string, content: Buffer) {
		if (account.switches.downloadsFrom === 'link') return file(reply, name, content);
		const key = randomUUID();
		files.set(key, { name, content });
		return reply.redirect(`/files/${key}`);
	}

	app.get<{ Params: { key: string } }>('/files/:key', ({ params, headers }, reply) => {
		const found = files.get(params.key);
		// As the stores do to which such links lead: two ways to log in are one too many.
		if (!found || headers.authorization !== undefined) throw new Refusal(400);
		return file(reply, found.name, found.content);
	});

	app.get('/login', (_request, reply) => reply.type('text/html; charset=utf-8').send(loginPage));

	app.get<{ Querystring: { id?: string; status?: string } }>(
		'/emails/download-certificate',
		async (request, reply) => {
			if (!isWelcome(request)) return askToLogIn(reply);
			const { id = '', status } = request.query;
			const mail = account.mails.findByRecipient(id);
			const recipient = mail?.recipients.find(({ trackingId }) => trackingId === id);
			if (!mail || !recipient) throw new Refusal(404);
			const certificate = certificatesOf(account, mail, recipient).find(
				({ type }) => type === status,
			);
			if (!certificate) throw new Refusal(404);
			const { content } = await certificateFile(account, mail, recipient, certificate);
			return sendPdf(reply, `certificate-${id}-${status}.pdf`, content);
		},
	);

	app.get<Parameters>(
		'/dashboard/electronic-signature/download-original/:uuid',
		async (request, reply) => {
			if (!isWelcome(request)) return askToLogIn(reply);
			const signature = account.signatures.find(request.params.uuid);
			if (!signature) throw new Refusal(404);
			return sendPdf(reply, signature.documentName, signature.document);
		},
	);

	app.get<Parameters>(
		'/dashboard/electronic-signature/download-acta/:uuid',
		async (request, reply) => {
			if (!isWelcome(request)) return askToLogIn(reply);
			const { uuid } = request.params;
			const signature = account.signatures.find(uuid);
			const record = signature && (await recordFile(account, signature));
			if (!record) throw new Refusal(404);
			return sendPdf(reply, `acta-${uuid}.pdf`, record.content);
		},
	);

	app.get<Parameters>(
		'/dashboard/certified-sms/download-certificate/:uuid',
		async (request, reply) => {
			if (!isWelcome(request)) return askToLogIn(reply);
			const { uuid } = request.params;
			const sms = account.smses.find(uuid);
			const certificate = sms && (await smsFile(account, sms));
			if (!certificate) throw new Refusal(404);
			return sendPdf(reply, `sms-${uuid}.pdf`, certificate.content);
		},
	);
};
