import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { sendPdf } from '../pdf';
import { orRefuse } from '../refusal';
import type { Account } from './account';
import { isAuthorized } from './api';
import { certificateFile, certificatesOf, recordFile, smsFile } from './documents';
import { answerOf, refusal } from './errors';

/** The parameters of a link that identify its document. */
interface Wanted {
	uuid?: string;
	id?: string;
	status?: string;
}

type DownloadRequest = { Params: Wanted; Querystring: Wanted };

interface Download {
	name: string;
	content: Buffer;
}

/** The links to documents, each with the function that finds its document. */
const downloads = (
	account: Account,
): Record<string, (wanted: Wanted) => Promise<Download | undefined>> => ({
	'/emails/download-certificate': async ({ id = '', status }) => {
		const mail = account.mails.findByRecipient(id);
		const recipient = mail?.recipients.find(({ trackingId }) => trackingId === id);
		if (!mail || !recipient) return undefined;
		const certificate = certificatesOf(account, mail, recipient).find(
			({ type }) => type === status,
		);
		if (!certificate) return undefined;
		const { content } = await certificateFile(account, mail, recipient, certificate);
		return { name: `certificate-${id}-${status}.pdf`, content };
	},
	'/dashboard/electronic-signature/download-original/:uuid': async ({ uuid = '' }) => {
		const signature = account.signatures.find(uuid);
		return signature && { name: signature.documentName, content: signature.document };
	},
	'/dashboard/electronic-signature/download-acta/:uuid': async ({ uuid = '' }) => {
		const signature = account.signatures.find(uuid);
		const record = signature && (await recordFile(account, signature));
		return record && { name: `acta-${uuid}.pdf`, content: record.content };
	},
	'/dashboard/certified-sms/download-certificate/:uuid': async ({ uuid = '' }) => {
		const sms = account.smses.find(uuid);
		const certificate = sms && (await smsFile(account, sms));
		return certificate && { name: `sms-${uuid}.pdf`, content: certificate.content };
	},
});

const loginPage =
	'<!DOCTYPE html>\n<html><head><title>Login</title></head><body><form action="/login" method="post">' +
	'<input name="email"><input name="password" type="password"></form></body></html>\n';

/** The links to documents, which are outside the API, some of them in the user panel. */
export const legallyMailDownloads = (account: Account) => (app: FastifyInstance) => {
	function isWelcome(request: FastifyRequest): boolean {
		const { downloads: who } = account.switches;
		return who === 'public' || (who === 'token' && isAuthorized(request, account));
	}

	const askToLogIn = (reply: FastifyReply) =>
		account.switches.login === 'redirect'
			? reply.redirect('/login')
			: reply.type('text/html; charset=utf-8').send(loginPage);

	/** The targets of redirects, by keys that can't be guessed. */
	const files = new Map<string, Download>();

	app.get<{ Params: { key: string } }>('/files/:key', ({ params, headers }, reply) => {
		const file = files.get(params.key);
		// Like object stores with such links, refuse a request that authenticates in two ways.
		if (!file || headers.authorization !== undefined) throw refusal(400);
		return sendPdf(reply, file.content, file.name);
	});

	app.get('/login', (_request, reply) => reply.type('text/html; charset=utf-8').send(loginPage));

	for (const [path, find] of Object.entries(downloads(account))) {
		app.get<DownloadRequest>(path, async (request, reply) => {
			if (!isWelcome(request)) return askToLogIn(reply);
			const file = orRefuse(await find({ ...request.query, ...request.params }), answerOf(404));
			if (account.switches.downloadsFrom === 'link') {
				return sendPdf(reply, file.content, file.name);
			}
			const key = randomUUID();
			files.set(key, file);
			return reply.redirect(`/files/${key}`);
		});
	}
};
