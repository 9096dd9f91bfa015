import fastify, { type FastifyInstance, type FastifyServerFactory } from 'fastify';
import { z, ZodError } from 'zod';
import { faultRuleSchema } from './faults';
import { landingPage } from './landingPage';
import type { RunningProvider, SandboxContext } from './provider';

const durationSchema = z
	.object({
		days: z.number().optional(),
		hours: z.number().optional(),
		minutes: z.number().optional(),
		seconds: z.number().optional(),
	})
	.strict();

const latencySchema = z.object({ milliseconds: z.number().nonnegative() }).strict();

const journalQuery = z.object({ provider: z.string().optional() });

/** The control API: everything that tests can do to a sandbox, over HTTP, for use from other processes. */
export function controlApi(
	{ clock, journal, faults, latency }: SandboxContext,
	providers: ReadonlyMap<string, RunningProvider<unknown>>,
	serverFactory: FastifyServerFactory,
): FastifyInstance {
	const app = fastify({ serverFactory });

	app.setErrorHandler((error, _request, reply) => {
		if (error instanceof ZodError) {
			return reply.code(400).send({ message: 'not understood', issues: error.issues });
		}
		if (error instanceof RangeError) return reply.code(400).send({ message: error.message });
		return reply.send(error);
	});

	app.get('/', (_request, reply) =>
		reply
			.type('text/html; charset=utf-8')
			.send(landingPage([...providers.values()].map((provider) => provider.describe()))),
	);
	app.get('/providers', (_request, reply) =>
		reply.send([...providers].map(([name, provider]) => ({ name, ...provider.describe() }))),
	);
	app.get('/journal', ({ query }, reply) => {
		const { provider } = journalQuery.parse(query);
		return reply.send({
			requests: journal.requests(provider),
			accepted: journal.accepted(provider),
			mostInFlight: journal.mostInFlight(provider),
		});
	});
	app.delete('/journal', (_request, reply) => {
		journal.clear();
		return reply.code(204).send();
	});
	app.post('/faults', ({ body }, reply) => {
		faults.add(faultRuleSchema.parse(body));
		return reply.code(204).send();
	});
	app.delete('/faults', async (_request, reply) => {
		await faults.clear();
		return reply.code(204).send();
	});
	app.get('/clock', (_request, reply) => reply.send({ now: clock.now().toISOString() }));
	app.post('/clock/advance', ({ body }, reply) => {
		clock.advance(durationSchema.parse(body));
		return reply.send({ now: clock.now().toISOString() });
	});
	app.post('/latency', ({ body }, reply) => {
		latency.milliseconds = latencySchema.parse(body).milliseconds;
		return reply.code(204).send();
	});
	for (const provider of providers.values()) provider.control(app);
	return app;
}
