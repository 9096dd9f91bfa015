import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { hasPassed } from '../clock';
import { orRefuse, Refusal } from '../refusal';
import type { Account } from './account';
import { customValidation, invalidFields } from './errors';
import { pageOf } from './paging';
import type { User } from './people';

const details = z.object({
	email: z.string().email('must be a well-formed email address').max(254),
	name: z
		.string()
		// In characters: JavaScript counts an emoji as two.
		.refine((name) => [...name].length <= 150, 'String must contain at most 150 character(s)')
		.nullish(),
	phone: z.string().max(20).nullish(),
	externalId: z.string().max(100).nullish(),
	metadata: z.record(z.unknown()).optional(),
});

/** "General default" of lists. */
const usualSize = 20;

/** The Users API, which identifies users by stemp's ID or by the app's own. */
export function userRoutes(
	app: FastifyInstance,
	account: Account,
	requireScope: (request: FastifyRequest, scope: string) => void,
): void {
	const { clock, people } = account;

	const isListed = ({ createdAt }: User) =>
		hasPassed(clock, new Date(createdAt), account.switches.userDelay);

	function find(id: string): User {
		const user = people.user(id);
		return orRefuse(user && isListed(user) ? user : undefined, account.switches.notFound);
	}

	function checked<Shape>(schema: z.ZodType<Shape>, body: unknown): Shape {
		const { data, error } = schema.safeParse(body);
		if (error) throw new Refusal(invalidFields(account.switches.validationStatus, error));
		return data;
	}

	function checkUnique(email: string | undefined, except?: User): void {
		const other = email === undefined ? undefined : people.userWithEmail(email);
		if (!other || other === except) return;
		throw new Refusal(
			customValidation(account.switches.validationStatus, 'email_already_exists', other.email),
		);
	}

	app.post('/api/v1/users', (request, reply) => {
		requireScope(request, 'user:create');
		const given = checked(details, request.body);
		checkUnique(given.email);
		return reply.code(201).send(people.addUser(given));
	});

	app.get('/api/v1/users', (request, reply) => {
		requireScope(request, 'user:read');
		const page = pageOf(people.list().filter(isListed), request.query, usualSize, account.switches);
		return reply.send(account.switches.usersShape === 'array' ? page.content : page);
	});

	app.get<{ Params: { id: string } }>('/api/v1/users/:id', (request, reply) => {
		requireScope(request, 'user:read');
		return reply.send(find(request.params.id));
	});

	app.patch<{ Params: { id: string } }>('/api/v1/users/:id', (request, reply) => {
		requireScope(request, 'user:update');
		const user = find(request.params.id);
		const given = checked(details.partial(), request.body);
		checkUnique(given.email, user);
		return reply.send(people.updateUser(user, given));
	});

	app.delete<{ Params: { id: string } }>('/api/v1/users/:id', (request, reply) => {
		requireScope(request, 'user:update');
		people.removeUser(find(request.params.id));
		return reply.code(204).send();
	});
}
