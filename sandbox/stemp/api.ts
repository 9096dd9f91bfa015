import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z, ZodError } from 'zod';
import { authorization } from '../key';
import { answerErrors, orRefuse, Refusal, sendAnswer } from '../refusal';
import type { Account } from './account';
import { emailRoutes } from './emailRoutes';
import { generalError, insufficientScope, rateLimited } from './errors';
import type { StempSwitches } from './switches';
import { userRoutes } from './userRoutes';

const refreshSchema = z.object({
	refresh_token: z.string(),
	client_id: z.string().optional(),
	client_secret: z.string().optional(),
});

/** The formats for the end of a rate limit window, by the position of the switch `reset`. */
const RESETS: Record<StempSwitches['reset'], (end: Date, seconds: number) => string> = {
	seconds: (end) => String(Math.ceil(end.getTime() / 1000)),
	milliseconds: (end) => String(end.getTime()),
	fromNow: (_end, seconds) => String(seconds),
	farFuture: () => '1768176000000',
	negative: () => '-1',
	words: () => 'soon',
};

/** stemp's API below `/api`: emails, users, and the renewal of tokens. */
export const stempApi = (account: Account) => (app: FastifyInstance) => {
	const { clock, tokens, client, rateLimit } = account;

	app.addHook('onRequest', (_request, reply, done) => {
		const limit = account.switches.rateLimit;
		const { isAdmitted, remaining, resetsIn } = rateLimit.admit(limit);
		const retryAfter = Math.ceil(resetsIn / 1000);
		const now = clock.now();
		const end = new Date(now.getTime() + retryAfter * 1000);
		const { reset, retryAfterForm, date } = account.switches;
		if (date === 'none') {
			void reply.removeHeader('date');
			reply.raw.sendDate = false;
		}
		void reply.headers({
			'x-ratelimit-limit': limit.requests,
			'x-ratelimit-remaining': remaining,
			'x-ratelimit-reset': RESETS[reset](end, retryAfter),
		});
		if (isAdmitted) return done();
		void reply.header('retry-after', retryAfterForm === 'date' ? end.toUTCString() : retryAfter);
		done(new Refusal(rateLimited(retryAfter)));
	});

	answerErrors(app, {
		failure: (error) =>
			error instanceof ZodError
				? generalError(
						400,
						'wrong_param_type',
						error.issues.map(({ path }) => path.join('.')),
					)
				: // Any other error means that the framework could not read the body.
					generalError(400, 'bad_request'),
		unknownPath: () => account.switches.notFound,
		send: sendAnswer,
	});

	app.post('/api/v1/apps/oauth2/refresh', ({ body }, reply) => {
		const { switches } = account;
		const { data } = refreshSchema.safeParse(body);
		if (!data) throw new Refusal(generalError(400, 'bad_request'));
		const isClient = data.client_id === client.id && data.client_secret === client.secret;
		if (switches.refreshNeedsClient && !isClient) throw new Refusal(switches.unauthorized);
		return reply.send(orRefuse(tokens.renew(data.refresh_token), switches.invalidRefreshToken));
	});

	/** All other routes require a valid access token of an installation that was granted the scope. */
	const requireScope = (request: FastifyRequest, scope: string) => {
		if (!tokens.isGood(authorization(request, 'Bearer'))) {
			throw new Refusal(account.switches.unauthorized);
		}
		if (!account.switches.scopes.split(' ').includes(scope)) {
			throw new Refusal(insufficientScope(scope));
		}
	};

	emailRoutes(app, account, requireScope);
	userRoutes(app, account, requireScope);
};
