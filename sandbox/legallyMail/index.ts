import { randomBytes } from 'node:crypto';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { asAddresses } from '../scenarios';
import type { RunningProvider, SandboxContext } from '../provider';
import { startProviderServer } from '../providerServer';
import { SlidingWindow } from '../rateLimit';
import { answerErrors } from '../refusal';
import { runningProvider } from '../runningProvider';
import type { Account } from './account';
import { legallyMailApi } from './api';
import { legallyMailDownloads } from './downloads';
import { answerOf, documentedErrors, refusal, type Answer } from './errors';
import { magicNames } from './magicNames';
import { Mails } from './mails';
import { Proofs } from './proofs';
import { Signatures } from './signatures';
import { SmsMessages } from './smsMessages';
import { defaultSwitches, switches, type LegallyMailSwitches } from './switches';

/** LegallyMail as tests use it. */
export interface LegallyMailSandbox {
	readonly url: string;
	/** The token for `Authorization: Bearer`. */
	readonly token: string;
	/** Creates another API token, for the same user or for another one. */
	newToken(user?: string): string;
	/** The switches for undocumented behaviour; assign one or all of them. */
	switches: LegallyMailSwitches;
}

function sendError(
	reply: FastifyReply,
	{ status, message }: Answer,
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

/** What all of LegallyMail's URLs share: the rate limit and the format of errors. */
const limitsAndErrors = (account: Account) => (app: FastifyInstance) => {
	const window = new SlidingWindow();
	const paths = new Set<string>();
	app.addHook('onRoute', ({ url }) => void paths.add(url));

	app.addHook('onRequest', async ({ ip }) => {
		const { rateLimit } = account.switches;
		if (rateLimit && !window.admit(ip, rateLimit).isAdmitted) throw refusal(429);
	});
	answerErrors<Answer>(app, {
		// Any error other than a refusal means that the framework could not read the body.
		failure: () => answerOf(400),
		unknownPath: ({ url }) => answerOf(paths.has(url.split('?', 1)[0]) ? 405 : 404),
		send: (reply, answer) => sendError(reply, answer, account.switches),
	});
};

const USER = 'office@example.com';

/** Opens LegallyMail: the API and, on the same host, the downloads. */
export async function startLegallyMail(
	context: SandboxContext,
): Promise<RunningProvider<LegallyMailSandbox>> {
	const { clock, identity } = context;
	const account: Account = {
		clock,
		tokens: new Map(),
		mails: new Mails(clock),
		signatures: new Signatures(clock),
		smses: new SmsMessages(clock),
		proofs: new Proofs(),
		switches: defaultSwitches(),
	};
	const token = identity.secret('legallymail token');
	account.tokens.set(token, USER);
	let url = '';
	const routes = (app: FastifyInstance) => {
		limitsAndErrors(account)(app);
		legallyMailApi(account, () => url)(app);
		legallyMailDownloads(account)(app);
	};
	const server = await startProviderServer('legallyMail', context, routes, {
		title: 'LegallyMail (API and downloads)',
	});
	[url] = server.urls;
	return runningProvider<LegallyMailSandbox, typeof switches>({
		name: 'legallyMail',
		servers: [server],
		account,
		switches,
		api: {
			url,
			token,
			newToken(user = USER) {
				const added = randomBytes(32).toString('hex');
				account.tokens.set(added, user);
				return added;
			},
		},
		describe: () => ({
			title: 'LegallyMail',
			addresses: { api: url },
			hints: [
				`Recipients that decide what becomes of an email: ${asAddresses(magicNames.recipients)}; all others read it.`,
				`Signers: ${asAddresses(magicNames.signers)}; all others sign.`,
				`Phone numbers that end in ${magicNames.numbers.join(' or ')}: the SMS fails, or never arrives; all others get it.`,
				'As at LegallyMail, ten requests a minute; PATCH /legallyMail/switches with {"rateLimit":null} lifts the limit.',
			],
			credentials: { token },
		}),
	});
}
