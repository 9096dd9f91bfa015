import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z, ZodError } from 'zod';
import type { Account } from './account';
import { emailRoutes } from './emailRoutes';
import { general, insufficientScope, rateLimited, Refusal } from './refusal';
import type { Answer, StempSwitches } from './switches';
import { userRoutes } from './userRoutes';

const refreshSchema = z.object({
	refresh_token: z.string(),
	client_id: z.string().optional(),
	client_secret: z.string().optional(),
});

/** How the end of a window is written, by the switch `reset`. */
const RESETS: Record<StempSwitches['reset'], (end: Date, seconds: number) => string> = {
	seconds: (end) => String(Math.ceil(end.getTime() / 1000)),
	milliseconds: (end) => String(end.getTime()),
	fromNow: (_end, seconds) => String(seconds),
	farFuture: () => '1768176000000',
	negative: () => '-1',
	words: () => 'soon',
};

const refuse = (reply: FastifyReply, { status, body }: Answer) => reply.code(status).send(body);

/** stemp's API below `/api`: e-mails, users, and the renewal of tokens. */
export const stempApi = (account: Account) => (app: FastifyInstance) => {
	const { clock, tokens, client, rateLimit } = account;

	app.addHook('onRequest', (_request, reply, done) => {
		const { limit, remaining, isOver, retryAfter } = rateLimit.count();
		const now = clock.now();
		const end = new Date(now.getTime() + retryAfter * 1000);
		const { reset, retryAfterForm, date } = account.switches;
		if (date === 'none') {
			void reply.removeHeader('date');
			reply.raw.sendDate = false;
		}
		void reply.headers({
			'x-ratelimit-limit': limit,
			'x-ratelimit-remaining': remaining,
			'x-ratelimit-reset': RESETS[reset](end, retryAfter),
		});
		if (!isOver) return done();
		void reply.header('retry-after', retryAfterForm === 'date' ? end.toUTCString() : retryAfter);
		done(new Refusal(rateLimited(retryAfter)));
	});

	app.setErrorHandler((error, _request, reply) => {
		if (error instanceof Refusal) return refuse(reply, error.answer);
		if (error instanceof ZodError) {
			const params = error.issues.map(({ path }) => path.join('.'));
			return refuse(reply, general(400, 'wrong_param_type', params));
		}
		// What remains is a body that the framework could not read.
		return refuse(reply, general(400, 'bad_request'));
	});

	app.setNotFoundHandler((_request, reply) => refuse(reply, account.switches.notFound));

	app.post('/api/v1/apps/oauth2/refresh', ({ body }, reply) => {
		const { switches } = account;
		const { data } = refreshSchema.safeParse(body);
		if (!data) throw new Refusal(general(400, 'bad_request'));
		const isClient = data.client_id === client.id && data.client_secret === client.secret;
		if (switches.refreshNeedsClient && !isClient) throw new Refusal(switches.unauthorized);
		const grant = tokens.renew(data.refresh_token);
		if (!grant) throw new Refusal(switches.invalidRefreshToken);
		return reply.send(grant);
	});

	/** All else needs a good access token whose installation was granted the scope. */
	const requireScope = ({ headers }: FastifyRequest, scope: string) => {
		const [scheme, token = ''] = (headers.authorization ?? '').split(' ');
		if (scheme !== 'Bearer' || !tokens.isGood(token)) {
			throw new Refusal(account.switches.unauthorized);
		}
		if (!account.switches.scopes.split(' ').includes(scope)) {
			throw new Refusal(insufficientScope(scope));
		}
	};

	emailRoutes(app, account, requireScope);
	userRoutes(app, account, requireScope);
};
