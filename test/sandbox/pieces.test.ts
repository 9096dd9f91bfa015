import fastify from 'fastify';
import { z } from 'zod';
import { Clock } from '../../sandbox/clock';
import { Scenarios, reachedSteps, describeSteps, type Step } from '../../sandbox/scenarios';
import { Faults } from '../../sandbox/faults';
import { freshIdentity } from '../../sandbox/identity';
import { isTypedId, typedId } from '../../sandbox/ids';
import { Journal } from '../../sandbox/journal';
import { requireKey } from '../../sandbox/key';
import { Latency } from '../../sandbox/latency';
import type { RunningProvider, SandboxContext } from '../../sandbox/provider';
import { startProviderServer } from '../../sandbox/providerServer';
import { SlidingWindow } from '../../sandbox/rateLimit';
import { answerErrors, answerSchema, orRefuse, Refusal, sendAnswer } from '../../sandbox/refusal';
import { runningProvider } from '../../sandbox/runningProvider';
import { SignedLinks } from '../../sandbox/signedLinks';
import { declareSwitch, initialValues, type SwitchValues } from '../../sandbox/switches';
import { call, json } from '../../tools/providers/client';

// A fictional provider: the building blocks of sandboxes, and what only this one has.

const refusal = (status: number, code: string) => ({ status, body: { code } });

const switches = {
	unknownLetter: declareSwitch(
		answerSchema(z.object({ code: z.string() })),
		refusal(404, 'no-letter'),
		'answer to an ID that no letter has',
	),
	rateLimit: declareSwitch(
		z.object({ requests: z.number(), seconds: z.number() }).strict(),
		{ requests: 100, seconds: 60 },
		'how many requests are taken',
	),
};

type Switches = SwitchValues<typeof switches>;

const landing: Array<Step<'LANDED' | 'LOST'>> = [{ state: 'LANDED', after: { hours: 1 } }];

/** Scenarios by loft, which is not an email address. */
const scenarios = new Scenarios<Array<Step<'LANDED' | 'LOST'>>>(
	{ storm: [{ state: 'LOST', after: { minutes: 1 } }], lyon: landing },
	landing,
	(loft) => loft,
	(loft) => loft,
);

interface Pigeons {
	url: string;
	switches: Switches;
}

async function startPigeons(surroundings: SandboxContext): Promise<RunningProvider<Pigeons>> {
	const { clock } = surroundings;
	const account = { switches: initialValues('pigeons', switches) };
	const letters = new Map<string, { loft: string; at: Date }>();
	const window = new SlidingWindow();
	const server = await startProviderServer('pigeons', surroundings, (app) => {
		requireKey(
			app,
			({ headers }) => headers['x-key'] === 'secret',
			() => refusal(401, 'unknown-key'),
		);
		answerErrors(app, { unknownPath: () => refusal(404, 'no-path'), send: sendAnswer });
		app.addHook('preHandler', async ({ ip }) => {
			if (window.admit(ip, account.switches.rateLimit).isAdmitted) return;
			throw new Refusal(refusal(429, 'too-many'));
		});
		app.post('/letters', ({ body }, reply) => {
			const id = typedId('letter', 8);
			letters.set(id, { loft: (body as { loft: string }).loft, at: clock.now() });
			return reply.code(201).send({ id });
		});
		app.get<{ Params: { id: string } }>('/letters/:id', ({ params }, reply) => {
			const { loft, at } = orRefuse(letters.get(params.id), account.switches.unknownLetter);
			const last = reachedSteps(scenarios.of(loft), at, clock.now()).at(-1);
			return reply.send({ status: last?.state ?? 'RELEASED' });
		});
	});
	const [url] = server.urls;
	return runningProvider<Pigeons, typeof switches>({
		name: 'pigeons',
		servers: [server],
		api: { url },
		account,
		switches,
		describe: () => ({ title: 'Pigeons', addresses: { url }, credentials: {}, hints: [] }),
	});
}

const clock = new Clock();
let pigeons: RunningProvider<Pigeons>;

beforeEach(async () => {
	pigeons = await startPigeons({
		clock,
		journal: new Journal(clock),
		faults: new Faults(),
		latency: new Latency(),
		identity: freshIdentity(),
		nextPort: () => 0,
		ports: [],
	});
});
afterEach(async () => await pigeons.stop());

const ask = async (path: string, body?: object, key = 'secret') =>
	await call(`${pigeons.api.url}${path}`, {
		method: body ? 'POST' : 'GET',
		headers: { 'x-key': key },
		body,
	});

const letterTo = async (loft: string) => json<{ id: string }>(await ask('/letters', { loft })).id;

it('a name decides what becomes of what is sent, as the clock goes', async () => {
	const [lost, landed] = [await letterTo('storm'), await letterTo('anywhere')];
	const statuses = async () =>
		await Promise.all(
			[lost, landed].map(
				async (id) => json<{ status: string }>(await ask(`/letters/${id}`)).status,
			),
		);

	expect(isTypedId(lost, 'letter')).toBe(true);
	expect(await statuses()).toEqual(['RELEASED', 'RELEASED']);
	clock.advance({ minutes: 2 });
	expect(await statuses()).toEqual(['LOST', 'RELEASED']);
	clock.advance({ hours: 1 });
	expect(await statuses()).toEqual(['LOST', 'LANDED']);
});

it('the table of names says what the names do', () => {
	const words = { LANDED: 'lands', LOST: 'is lost' };

	expect(scenarios.rows((steps) => [describeSteps(steps, words)])).toEqual([
		['storm', 'is lost after 1 minute'],
		['lyon and all others', 'lands after 1 hour'],
	]);
});

it('refuses a key, a path and an ID that it does not know, in its own words', async () => {
	const refused = [
		await ask('/letters/x', undefined, 'wrong'),
		await ask('/flights'),
		await ask('/letters/x'),
	];

	expect(refused.map(({ status, text }) => `${status} ${text}`)).toEqual([
		'401 {"code":"unknown-key"}',
		'404 {"code":"no-path"}',
		'404 {"code":"no-letter"}',
	]);
});

it('takes other values for its switches over the control API, and no others', async () => {
	const control = fastify();
	pigeons.control(control);
	const patch = async (payload: object) =>
		await control.inject({ method: 'PATCH', url: '/pigeons/switches', payload });

	await patch({ rateLimit: { requests: 1, seconds: 60 } });
	const unknown = await patch({ speed: 1 });
	const statuses = [await ask('/letters/x'), await ask('/letters/x')].map(({ status }) => status);

	expect(unknown.statusCode).not.toBe(200);
	expect(pigeons.api.switches.rateLimit).toEqual({ requests: 1, seconds: 60 });
	expect(statuses).toEqual([404, 429]);
});

it('a signed link is good for its time, for its path, and for nothing else', () => {
	const links = new SignedLinks('secret', clock, { hours: 24 });
	const url = new URL(links.make('/files/1.pdf'), 'http://127.0.0.1');
	const query = Object.fromEntries(url.searchParams);

	expect(links.check('/files/1.pdf', query)).toBeNull();
	expect(links.check('/files/2.pdf', query)).toBe('forged');
	clock.advance({ hours: 25 });
	expect(links.check('/files/1.pdf', query)).toBe('expired');
});
