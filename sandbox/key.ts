import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Refusal } from './refusal';

/** The value after the scheme in the header Authorization; empty if it has another scheme, or is missing. */
export const authorization = (
	{ headers }: Pick<FastifyRequest, 'headers'>,
	scheme: 'Basic' | 'Bearer',
): string => new RegExp(`^${scheme} (.+)$`).exec(headers.authorization ?? '')?.[1] ?? '';

/** Refuses each request without the required authentication, such as a key in a header. */
export function requireKey<Given>(
	app: FastifyInstance,
	isKnown: (request: FastifyRequest) => boolean,
	answer: () => Given,
): void {
	app.addHook('preHandler', (request, _reply, done) =>
		done(isKnown(request) ? undefined : new Refusal(answer())),
	);
}
