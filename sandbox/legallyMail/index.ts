import { randomBytes } from 'node:crypto';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { RunningProvider, Surroundings } from '../provider';
import { startProviderServer } from '../providerServer';
import type { Account } from './account';
import { legallyMailApi } from './api';
import { legallyMailDownloads } from './downloads';
import { magicNames } from './magicNames';
import { Mails } from './mails';
import { Proofs } from './proofs';
import { RateLimit } from './rateLimit';
import { documentedErrors, Refusal } from './refusal';
import { Signatures } from './signatures';
import { Smses } from './smses';
import { defaultSwitches, switchesSchema, type LegallyMailSwitches } from './switches';

/** LegallyMail as tests hold it. */
export interface LegallyMailSandbox {
	readonly url: string;
	/** What goes into `Authorization: Bearer`. */
	readonly token: string;
	/** Another API token, of the same user or of another one. */
	newToken(user?: string): string;
	/** What no document says; assign single ones or all. */
	switches: LegallyMailSwitches;
}

function refuse(
	reply: FastifyReply,
	{ status, message }: Refusal,
	{ errorShape }: LegallyMailSwitches,
) {
	const [error] = documentedErrors[status];
	void reply.code(status);
	const bodies = {
		message: () => reply.send({ success: false, error, message }),
		error: () => reply.send({ success: false, error: message }),
		page: () =>
			reply.type('text/html; charset=utf-8').send(`<html><body><h1>${error}</h1></body></html>\n`),
		empty: () => reply.send(),
	};
	return bodies[errorShape]();
}

/** What holds for all of LegallyMail's addresses: the rate limit, and how errors look. */
const household = (account: Account) => (app: FastifyInstance) => {
	const rateLimit = new RateLimit();
	const paths = new Set<string>();
	app.addHook('onRoute', ({ url }) => void paths.add(url));

	app.addHook('preHandler', async ({ ip }) => {
		if (!rateLimit.admits(ip, account.switches.rateLimit)) throw new Refusal(429);
	});
	app.setErrorHandler((error, _request, reply) =>
		// What is no refusal is a body that the framework could not read.
		refuse(reply, error instanceof Refusal ? error : new Refusal(400), account.switches),
	);
	app.setNotFoundHandler({ preHandler: [] }, ({ url }, reply) => {
		const isKnown = paths.has(url.split('?', 1)[0]);
		return refuse(reply, new Refusal(isKnown ? 405 : 404), account.switches);
	});
};

const USER = 'office@example.com';

/** Opens LegallyMail: the API and, on the same host, the downloads. */
export async function startLegallyMail(
	surroundings: Surroundings,
): Promise<RunningProvider<LegallyMailSandbox>> {
	const { clock, identity } = surroundings;
	const account: Account = {
		clock,
		tokens: new Map(),
		mails: new Mails(clock),
		signatures: new Signatures(clock),
		smses: new Smses(clock),
		proofs: new Proofs(),
		switches: defaultSwitches(),
	};
	const token = identity.secret('legallymail token');
	account.tokens.set(token, USER);
	let url = '';
	const server = await startProviderServer('legallyMail', surroundings, (app) => {
		household(account)(app);
		legallyMailApi(account, () => url)(app);
		legallyMailDownloads(account)(app);
	});
	[url] = server.urls;
	return {
		api: {
			url,
			token,
			newToken(user = USER) {
				const added = randomBytes(32).toString('hex');
				account.tokens.set(added, user);
				return added;
			},
			get switches() {
				return account.switches;
			},
			set switches(switches) {
				account.switches = switches;
			},
		},
		describe: () => ({
			title: 'LegallyMail',
			addresses: { api: url },
			hints: [
				`Recipients that decide what becomes of an e-mail: ${magicNames.recipients.map((name) => `${name}@`).join(', ')}; all others read it.`,
				`Signers: ${magicNames.signers.map((name) => `${name}@`).join(', ')}; all others sign.`,
				`Phone numbers that end in ${magicNames.numbers.join(' or ')}: the SMS fails, or never arrives; all others get it.`,
				'As at LegallyMail, ten requests a minute; PATCH /legallyMail/switches with {"rateLimit":null} lifts the limit.',
			],
			credentials: { token },
		}),
		control: (app) => {
			app.get('/legallyMail/switches', (_request, reply) => reply.send(account.switches));
			app.patch('/legallyMail/switches', ({ body }, reply) => {
				Object.assign(account.switches, switchesSchema.partial().parse(body));
				return reply.send(account.switches);
			});
		},
		stop: async () => await server.stop(),
	};
}
