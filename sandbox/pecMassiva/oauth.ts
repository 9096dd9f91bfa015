import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { authorization, requireKey } from '../key';
import { answerErrors, orRefuse, Refusal, sendAnswer } from '../refusal';
import type { Account } from './account';
import { errorAnswer } from './errors';
import { MAX_LIFETIME, SCOPES, type Token } from './tokens';

const answer = (status: number, message: string, error: number) =>
	errorAnswer(status, message, { error, data: null });

const scopesSchema = z.array(z.string()).min(1);

/** The status and codes with which each version of OAuth refuses a list of scopes. */
const V2 = { status: 422, missing: 70, malformed: 80, invalid: 90 };
const V1 = { status: 406, missing: 110, malformed: 270, invalid: 270 };

function readScopes(body: unknown, version: typeof V1): string[] {
	const { scopes } = { ...(body as { scopes?: unknown }) };
	if (scopes === undefined)
		throw new Refusal(answer(version.status, 'missing scopes array', version.missing));
	const { data } = scopesSchema.safeParse(scopes);
	if (!data) throw new Refusal(answer(version.status, 'invalid scopes format', version.malformed));
	if (data.every((scope) => SCOPES.includes(scope))) return data;
	const words =
		version === V2 ? 'Invalid scopes specified or API not enabled' : 'invalid scopes specified';
	throw new Refusal(answer(version.status, words, version.invalid));
}

const timesSchema = z.object({ ttl: z.number().int().optional(), name: z.string().optional() });

/** The part of Openapi's OAuth that concerns tokens: version 2 under /tokens, version 1 under /token. */
export const openapiOauth = (account: Account) => (app: FastifyInstance) => {
	const { tokens } = account;

	requireKey(
		app,
		(request) => {
			// As in recipients' names, a suffix after + has no effect; it distinguishes accounts with the same key.
			const login = Buffer.from(authorization(request, 'Basic'), 'base64')
				.toString()
				.replace(/\+[^@]*/, '');
			return login === `${account.email}:${account.apiKey}`;
		},
		() => answer(401, 'Unauthorized', 130),
	);
	answerErrors(app, { unknownPath: () => account.switches.unknownPath, send: sendAnswer });

	const detail = ({ token, name, createdAt, expireAt, scopes }: Token) => ({
		token,
		name,
		createdAt: createdAt.toISOString(),
		expireAt: expireAt.toISOString(),
		updatedAt: createdAt.toISOString(),
		scopes,
		refreshToken: `${token.slice(1)}0`,
	});

	app.post('/tokens', ({ body }, reply) => {
		const scopes = readScopes(body, V2);
		const { ttl = 0, name } = timesSchema.parse(body);
		const seconds = ttl > 0 ? Math.min(ttl, MAX_LIFETIME) : account.switches.defaultTokenSeconds;
		const made = detail(tokens.make(scopes, seconds, name));
		return reply.send(
			account.switches.tokenEnvelope === 'data'
				? { data: made, success: true, message: '', error: null }
				: made,
		);
	});
	app.get<{ Params: { token: string } }>('/tokens/:token', ({ params }, reply) => {
		const token = orRefuse(tokens.find(params.token), answer(404, 'Not Found', 120));
		return reply.send(detail(token));
	});
	app.delete<{ Params: { token: string } }>('/tokens/:token', ({ params }, reply) => {
		if (!tokens.revoke(params.token)) throw new Refusal(answer(404, 'Not Found', 180));
		return reply.send({ message: 'Deleted', data: null });
	});
	app.get('/wallet', (_request, reply) =>
		reply.send({
			data: { credit: account.wallet.credit },
			success: true,
			message: '',
			error: null,
		}),
	);

	app.post('/token', ({ body }, reply) => {
		const scopes = readScopes(body, V1);
		const { ttl = MAX_LIFETIME } = timesSchema.parse(body);
		const { token, expireAt } = tokens.make(scopes, Math.min(ttl, MAX_LIFETIME));
		return reply.send({
			scopes,
			expire: Math.floor(expireAt.getTime() / 1000),
			token,
			success: true,
			message: '',
			error: null,
		});
	});
	app.delete<{ Params: { token: string } }>('/token/:token', ({ params }, reply) => {
		if (!tokens.revoke(params.token)) throw new Refusal(answer(404, 'Missing Token', 290));
		return reply.send({ message: '1 deleted token', success: true, error: null });
	});
};
