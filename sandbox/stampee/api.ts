import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { JournalFile } from '../journal';
import { requireKey } from '../key';
import { hasTrustedCertificate } from '../providerServer';
import { answerErrors, orRefuse, Refusal, sendAnswer } from '../refusal';
import { history, type Account } from './account';
import { documented } from './errors';
import { evidencePdf } from './evidencePdf';
import { evidencePath } from './files';
import type { Message } from './messages';
import { readRecipients, readSendRequest } from './sendRequest';
import { customerStates, evidenceTypes } from './vocabulary';

const customersSchema = z.object({
	customers: z
		.array(
			z.object({
				name: z.string().min(1),
				email: z.string().email(),
				isPaying: z.boolean().default(false),
				willSendLre: z.boolean().default(false),
			}),
		)
		.min(1),
});

const customersQuery = z.object({ state: z.enum(customerStates).optional() });

/**
 * Stampee's API, as far as its quick start documents it.
 * @param filesUrl the origin of the evidence links
 */
export const stampeeApi = (account: Account, filesUrl: string) => (app: FastifyInstance) => {
	const { clock, messages, customers, links } = account;

	const link = (message: Message, eventType: (typeof evidenceTypes)[number]) => ({
		url: `${filesUrl}${links.make(evidencePath(message.id, eventType))}`,
		eventType,
	});

	const find = (id: string) => orRefuse(messages.find(id), account.switches.unknownMessage);

	function checkSender(sender: string): void {
		const customer = orRefuse(customers.find(sender), documented.customerNotFound);
		if (customer.state !== 'ACCEPTED') throw new Refusal(documented.customerNotRegistered);
	}

	function attachmentsOf({ visit }: FastifyRequest): JournalFile[] {
		const { bytes, counted, answer } = account.switches.attachmentLimit;
		const attachments = visit.entry.files.filter(({ field }) => field === 'attachments');
		const sizes = attachments.map(({ size }) => size);
		const largest =
			counted === 'file' ? Math.max(0, ...sizes) : sizes.reduce((sum, size) => sum + size, 0);
		if (largest > bytes) throw new Refusal(answer);
		return attachments;
	}

	requireKey(
		app,
		({ headers }) => account.tokens.has(String(headers['x-api-token'])),
		() => documented.unauthorized,
	);
	answerErrors(app, {
		// Any error other than a refusal means that the framework could not read the body.
		failure: () => account.switches.invalidRequest,
		unknownPath: () => account.switches.unknownPath,
		send: sendAnswer,
	});

	app.post('/messages/bulk_send', (request, reply) => {
		const { switches } = account;
		if (switches.typedTexts === 'refused' && request.typedTexts?.length) {
			throw new Refusal(switches.invalidRequest);
		}
		const letter = readSendRequest(request.body, request.isMultipart(), switches);
		if (letter.type === 'LRE' && !hasTrustedCertificate(request)) {
			throw new Refusal(switches.missingCertificate);
		}
		if (letter.sender !== undefined) checkSender(letter.sender);
		const recipients = readRecipients(letter.recipients, switches);
		const attachments = attachmentsOf(request);
		const sentAt = clock.now();
		const bodySha256 = createHash('sha256').update(letter.body).digest('hex');
		const reference = letter.customerReference ?? null;
		const sent = recipients.map(({ email, addressee }) => {
			const message = messages.add({
				type: letter.type,
				recipient: email,
				addressee,
				sender: letter.sender ?? null,
				reference,
				sentAt,
				bodySha256,
				attachments,
			});
			request.visit.accept({ id: message.id, recipient: email, reference });
			return message;
		});
		return reply.code(201).send({
			body: letter.body,
			createdAt: sentAt.toISOString(),
			type: letter.type,
			customerReference: reference,
			fileReference: null,
			messages: sent.map(({ id }) => ({ id })),
		});
	});

	app.get<{ Params: { id: string } }>('/messages/:id', ({ params }, reply) => {
		const message = find(params.id);
		const events = history(account, message);
		return reply.send({
			id: message.id,
			status: events.at(-1)?.eventType,
			evidences: events.map(({ eventType }) => link(message, eventType)),
		});
	});

	app.get<{ Params: { id: string; status: string } }>(
		'/messages/:id/evidences/:status',
		async ({ params }, reply) => {
			const message = find(params.id);
			const { switches } = account;
			const event = orRefuse(
				history(account, message).find(({ eventType }) => eventType === params.status),
				switches.missingEvidence,
			);
			const evidence = link(message, event.eventType);
			const answers = {
				json: () => reply.send(evidence),
				wrapped: () => reply.send({ data: evidence }),
				redirect: () => reply.redirect(evidence.url),
				pdf: async () =>
					reply.type('application/pdf').send(await evidencePdf(message, event, clock.now())),
			};
			return answers[switches.evidenceShape]();
		},
	);

	app.post('/customers/bulk_store', (request, reply) => {
		const { invalidRequest, customersStoredStatus } = account.switches;
		const { data } = customersSchema.safeParse(request.body);
		if (!data) throw new Refusal(invalidRequest);
		const stored = data.customers.map((details) => customers.add(details));
		return reply.code(customersStoredStatus).send({ customers: stored });
	});

	app.get('/customers', ({ query }, reply) => {
		const { invalidRequest, customersShape } = account.switches;
		const { data } = customersQuery.safeParse(query);
		if (!data) throw new Refusal(invalidRequest);
		const list = customers.list(data.state);
		return reply.send(customersShape === 'array' ? list : { customers: list });
	});
};
