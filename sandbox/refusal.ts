import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';

/** An error answer in the form that most providers use: its HTTP status and its body. */
export interface Answer {
	status: number;
	body: object;
}

/** The schema of a switch whose value is such an answer. */
export const answerSchema = <Body extends z.ZodTypeAny>(body: Body) =>
	z.object({ status: z.number().int(), body }).strict();

/** Ends a request with an error answer. */
export class Refusal<Given = Answer> extends Error {
	constructor(readonly answer: Given) {
		super(JSON.stringify(answer));
	}
}

/** Returns the object that was found; refuses the request if there is none. @throws Refusal */
export function orRefuse<Thing, Given>(thing: Thing | undefined, answer: Given): Thing {
	if (thing === undefined) throw new Refusal(answer);
	return thing;
}

/** What a provider answers to requests that it does not carry out. */
export interface ErrorAnswers<Given> {
	/** For a body that the framework can't read, or any other failure; by default the framework's own answer. */
	failure?: (error: Error) => Given;
	/** For a path that the API does not have. */
	unknownPath: (request: FastifyRequest) => Given;
	/** Writes an answer. */
	send: (reply: FastifyReply, answer: Given, request: FastifyRequest) => unknown;
}

/** Writes an answer's status and its body as JSON. */
export const sendAnswer = (reply: FastifyReply, { status, body }: Answer) =>
	reply.code(status).send(body);

/** Makes a server answer refusals, failures and unknown paths as its provider does. */
export function answerErrors<Given>(
	app: FastifyInstance,
	{ failure, unknownPath, send }: ErrorAnswers<Given>,
): void {
	app.setErrorHandler((error: Error, request, reply) => {
		if (error instanceof Refusal) return send(reply, error.answer as Given, request);
		return failure ? send(reply, failure(error), request) : reply.send(error);
	});
	app.setNotFoundHandler({ preHandler: [] }, (request, reply) =>
		send(reply, unknownPath(request), request),
	);
}
