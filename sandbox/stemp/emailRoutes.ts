import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { hasPassed } from '../clock';
import { isTypedId } from '../ids';
import { orRefuse, Refusal } from '../refusal';
import type { Account } from './account';
import { documented, generalError, invalidFields } from './errors';
import { pageOf } from './paging';
import type { Member, User } from './people';
import { categories, sources, unsubscribable } from './vocabulary';

const text = z.string().trim().min(1);

const sendSchema = z.object({
	to: text,
	subject: text,
	htmlBody: text,
	textBody: z.string().optional(),
	category: z.enum(categories),
	attachments: z
		.array(z.object({ cid: text, filename: text, contentType: text, base64Content: text }))
		.optional(),
});

const logQuery = z.object({ source: z.enum(sources).optional() });

/** "Page size", default of the email lists. */
const usualSize = 50;

/** The Email API, as its page documents it. */
export function emailRoutes(
	app: FastifyInstance,
	account: Account,
	requireScope: (request: FastifyRequest, scope: string) => void,
): void {
	const { people, emails, clock } = account;

	const forSenders = {
		preHandler: (request: FastifyRequest, _reply: unknown, done: () => void) => {
			requireScope(request, 'platform:email:send');
			done();
		},
	};

	/** "The API resolves the TypeId to the recipient's email address." */
	function resolve(to: string): User | Member {
		if (isTypedId(to, 'usr')) return orRefuse(people.user(to), documented.userNotFound);
		if (isTypedId(to, 'mem')) return orRefuse(people.member(to), documented.memberNotFound);
		throw new Refusal(documented.invalidRecipient);
	}

	app.post('/api/v1/platform/emails', forSenders, (request, reply) => {
		const { switches } = account;
		const { data, error } = sendSchema.safeParse(request.body);
		if (!data) throw new Refusal(invalidFields(switches.validationStatus, error));
		const recipient = resolve(data.to);
		const { subject, category } = data;
		if (people.hasOptedOut(recipient, category)) throw new Refusal(switches.optedOut);
		const mayBeSuppressed = switches.suppressesAll || unsubscribable.includes(category);
		if (mayBeSuppressed && emails.isSuppressed(recipient.email)) {
			throw new Refusal(switches.suppressed);
		}
		const { messageId } = emails.add({
			recipientEmail: recipient.email,
			subject,
			category,
			source: 'APP_API',
		});
		if (messageId === null) throw new Refusal(switches.failed);
		request.visit.accept({ id: messageId, recipient: recipient.email, reference: subject });
		return reply.code(switches.sentStatus).send({ messageId, status: 'sent' });
	});

	app.get('/api/v1/platform/emails', forSenders, ({ query }, reply) => {
		const { data } = logQuery.safeParse(query);
		if (!data) throw new Refusal(generalError(400, 'wrong_param_type', ['source']));
		const { logDelay } = account.switches;
		const visible = emails
			.list()
			.filter(({ source }) => data.source === undefined || source === data.source)
			.filter(({ createdAt }) => hasPassed(clock, createdAt, logDelay))
			.map((email) => emails.log(email));
		return reply.send(pageOf(visible, query, usualSize, account.switches));
	});

	app.get<{ Params: { id: string } }>(
		'/api/v1/platform/emails/:id/events',
		forSenders,
		({ params }, reply) => {
			const email = orRefuse(emails.find(params.id), account.switches.notFound);
			return reply.send(emails.timeline(email));
		},
	);

	app.get('/api/v1/platform/emails/suppressions', forSenders, ({ query }, reply) =>
		reply.send(pageOf(emails.suppressions(), query, usualSize, account.switches)),
	);
}
