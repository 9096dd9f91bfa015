import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { authorization } from '../key';
import { answerErrors, orRefuse, Refusal, sendAnswer } from '../refusal';
import type { Account } from './account';
import { documented } from './errors';
import type { ListedMail } from './mailbox';
import { pageOf } from './pages';
import { mailDate } from './romeTime';
import { receiptsOf, type Send } from './sends';

/** In euros per recipient (vendor's price list). */
const PRICE = 0.05;

const address = z.string().regex(/^[^\s@]+@[^\s@]+$/);

/** Formally, all fields are optional, but nothing can be sent without the required ones here. */
const sendSchema = z.object({
	sender: address,
	recipient: z.union([address, z.array(address).min(1)]),
	subject: z.string().min(1),
	body: z.string().min(1),
	attachments: z.array(z.object({ name: z.string().min(1), file: z.string().min(1) })).optional(),
});

const loginSchema = z.object({ username: z.string(), password: z.string() });

const listQuery = z.object({ q: z.string().optional(), page: z.coerce.number().int().optional() });

/** PEC Massiva's API, as its OpenAPI file and page document it. */
export const pecMassivaApi = (account: Account) => (app: FastifyInstance) => {
	const { clock, mailbox, tokens } = account;
	let lastSend = -Infinity;

	const said = (text: string) =>
		account.switches.lossyLetters ? text.replace(/\P{ASCII}/gu, '\ufffd') : text;

	function checkToken(request: FastifyRequest): void {
		const { method, url } = request;
		const token = orRefuse(tokens.find(authorization(request, 'Bearer')), documented.unauthorized);
		if (tokens.isExpired(token)) throw new Refusal(account.switches.expiredToken);
		const [resource] = url.slice(1).split(/[/?]/, 1);
		const scope = `${method}:test.ws.pecmassiva.com/${resource}`;
		if (!token.scopes.includes(scope)) throw new Refusal(account.switches.missingScope);
	}

	function checkLogin({ headers, body, method }: FastifyRequest): void {
		const given =
			method === 'POST'
				? loginSchema.safeParse(body).data
				: { username: headers['x-username'], password: headers['x-password'] };
		const isKnown =
			given !== undefined &&
			account.usernames.has(String(given.username)) &&
			given.password === account.password;
		if (!isKnown) throw new Refusal(account.switches.wrongMailboxLogin);
	}

	app.addHook('preHandler', (request, _reply, done) => {
		checkToken(request);
		checkLogin(request);
		done();
	});
	answerErrors(app, {
		// Any error other than a refusal means that the framework could not read the body.
		failure: () => documented.invalidPost,
		unknownPath: () => account.switches.unknownPath,
		send: sendAnswer,
	});

	app.post('/send', (request, reply) => {
		const { switches, wallet, username } = account;
		const now = clock.now();
		// The clock can be moved back as well.
		if (Math.abs(now.getTime() - lastSend) < switches.secondsBetweenSends * 1000) {
			throw new Refusal(switches.tooFast);
		}
		lastSend = now.getTime();
		const { data } = sendSchema.safeParse(request.body);
		if (!data) throw new Refusal(documented.invalidPost);
		const recipients = [data.recipient].flat();
		const price = recipients.length * PRICE;
		if (wallet.credit < price) throw new Refusal(switches.emptyWallet);
		wallet.credit -= price;

		const send: Send = {
			code: account.codes.next(now),
			sender: data.sender,
			recipients,
			subject: data.subject,
			text: data.body,
			at: now,
			mailbox: username,
		};
		const acceptedAt = new Date(now.getTime() + switches.acceptanceSeconds * 1000);
		for (const mail of receiptsOf(send, acceptedAt)) mailbox.add(mail);
		for (const recipient of recipients) {
			request.visit.accept({ id: send.code, recipient, reference: data.subject });
		}
		return reply
			.code(201)
			.send({ success: true, sent: recipients.length, message: '', message_id: send.code });
	});

	const mailsOf = (code: string) => mailbox.list().filter(({ mail }) => mail.send?.code === code);

	function statusItem({ mail }: ListedMail): object {
		const { statusShape, statusTexts } = account.switches;
		const isReceipt = !mail.object.startsWith('POSTA CERTIFICATA');
		const original = mail.object.startsWith('ACCETTAZIONE') ? '' : (mail.send?.text ?? '');
		const text = statusTexts === 'receipt' && isReceipt ? mail.text : original;
		const [date, subject, body] =
			statusShape === 'documented' ? ['data', 'object', 'message'] : ['date', 'subject', 'body'];
		return {
			sender: mail.sender,
			recipient: mail.recipient,
			[date]: mail.date ?? mailDate(mail.at),
			[subject]: said(mail.object),
			[body]: said(text),
		};
	}

	app.get<{ Params: { code: string } }>('/send/:code', ({ params }, reply) => {
		const mails = mailsOf(params.code);
		if (mails.length === 0) throw new Refusal(documented.resultEmpty);
		return reply.send({ data: mails.map(statusItem), success: true, message: '' });
	});

	app.delete<{ Params: { code: string } }>('/send/:code', ({ params }, reply) => {
		const mails = mailsOf(params.code);
		if (mails.length === 0) throw new Refusal(documented.emailNotFound);
		mailbox.delete(mails.map(({ mail }) => mail));
		return reply.send({ success: true, message: 'Operation succefull' });
	});

	const inboxItem = ({ mail }: ListedMail) => ({
		sender: mail.sender,
		recipient: mail.recipient,
		date: mail.date ?? mailDate(mail.at),
		object: said(mail.object),
	});

	app.get('/inbox', ({ query }, reply) => {
		const { switches } = account;
		const { q = '', page: asked } = listQuery.parse(query);
		const matching = mailbox
			.list()
			.filter(({ mail }) =>
				[mail.sender, mail.recipient, mail.object, mail.text].some((text) =>
					text.toLowerCase().includes(q.toLowerCase()),
				),
			);
		const { mails, page, n_of_pages } = pageOf(matching, asked, switches);
		account.afterPage();
		return reply.send({
			data: mails.map((mail) => ({ ...inboxItem(mail), id: mail.id })),
			success: true,
			message: '',
			...(switches.tellsTotal && { total: matching.length }),
			...(switches.tellsPage && { page }),
			n_of_pages,
		});
	});

	app.get<{ Params: { id: string } }>('/inbox/:id', ({ params }, reply) => {
		const shown = orRefuse(mailbox.find(Number(params.id)), documented.messageNotFound);
		// What the vendor calls x-www-form-urlencoded.
		const body = new URLSearchParams({ '': said(shown.mail.text) }).toString().slice(1);
		return reply.send({ data: { ...inboxItem(shown), body }, success: true, message: '' });
	});

	app.delete<{ Params: { id: string } }>('/inbox/:id', ({ params }, reply) => {
		const { mail } = orRefuse(
			mailbox.find(Number(params.id)),
			account.switches.missingMessageDeleted,
		);
		mailbox.delete([mail]);
		return reply.send({ success: true, message: 'Message deleted' });
	});

	app.get<{ Params: { mailbox: string } }>('/quota/:mailbox', ({ params }, reply) => {
		if (params.mailbox.toUpperCase() !== 'INBOX') {
			throw new Refusal(documented.mailboxUnavailable);
		}
		return reply.send({ data: account.switches.quota, success: true, message: '' });
	});
};
