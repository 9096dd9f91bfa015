import { z } from 'zod';
import { asAddresses } from '../scenarios';
import type { RunningProvider, SandboxContext } from '../provider';
import { startProviderServer } from '../providerServer';
import { runningProvider } from '../runningProvider';
import type { Account } from './account';
import { pecMassivaApi } from './api';
import { magicNames } from './magicNames';
import { Mailbox } from './mailbox';
import { openapiOauth } from './oauth';
import { Codes } from './sends';
import { defaultSwitches, switches, type PecMassivaSwitches } from './switches';
import { MAX_LIFETIME, SCOPES, Tokens } from './tokens';

const incomingSchema = z
	.object({
		/** The real author. */
		from: z.string(),
		subject: z.string(),
		text: z.string().default(''),
		/** The date shown, if it is not that of its arrival; any text. */
		date: z.string().optional(),
		/** `certified` is from another certified mailbox, `anomaly` from an ordinary one; `plain` is not wrapped at all. */
		kind: z.enum(['certified', 'anomaly', 'plain']).default('certified'),
	})
	.strict();

/** A mail that someone else sends to the mailbox. */
export type IncomingMail = z.input<typeof incomingSchema>;

/** PEC Massiva as tests use it. */
export interface PecMassivaSandbox {
	readonly url: string;
	/** Openapi's OAuth: /tokens (v2) and /token (v1). */
	readonly oauthUrl: string;
	/** The mailbox. */
	readonly username: string;
	/** Adds another user with the same password. */
	addUser(username: string): void;
	readonly password: string;
	/** A token with all scopes, valid for a year. */
	readonly token: string;
	/** The Openapi account, for creating further tokens. */
	readonly email: string;
	readonly apiKey: string;
	readonly wallet: {
		/** In euros. */
		credit: number;
	};
	readonly tokens: {
		/** Creates a token without OAuth. @param seconds its lifetime */
		make(scopes: string[], seconds: number): string;
		/** Revokes a token before it expires. */
		revoke(token: string): void;
	};
	readonly mailbox: {
		/** Delivers mails now. */
		receive(...mails: IncomingMail[]): void;
		/** Deletes the mails whose subject contains the text, without the API. */
		delete(subject: string): void;
		/** The subjects of all mails that have arrived, oldest first. */
		subjects(): string[];
		/** Sets a callback that runs whenever a page of the inbox has been read, for example to deliver a mail then. */
		afterPage(happens: () => void): void;
	};
	/** The switches for undocumented behaviour; assign one or all of them. */
	switches: PecMassivaSwitches;
}

/** The subject and sender of a mail after the provider has wrapped it. */
const wrappings: Record<
	NonNullable<IncomingMail['kind']>,
	(mail: IncomingMail) => [string, string]
> = {
	certified: ({ from, subject }) => [`POSTA CERTIFICATA: ${subject}`, `"Per conto di: ${from}" `],
	anomaly: ({ from, subject }) => [`ANOMALIA MESSAGGIO: ${subject}`, `"Per conto di: ${from}" `],
	plain: ({ from, subject }) => [subject, from],
};

const USERNAME = 'sandbox@pecmassiva.com';

/** Opens PEC Massiva's API and Openapi's OAuth. */
export async function startPecMassiva(
	context: SandboxContext,
): Promise<RunningProvider<PecMassivaSandbox>> {
	const { clock, identity } = context;
	const account: Account = {
		clock,
		username: USERNAME,
		usernames: new Set([USERNAME]),
		password: identity.secret('pec-massiva password').slice(0, 16),
		email: 'account@example.org',
		apiKey: identity.secret('pec-massiva api key').slice(0, 32),
		tokens: new Tokens(clock, identity.secret),
		mailbox: new Mailbox(clock, () => account.switches.ids === 'shifting'),
		codes: new Codes(),
		wallet: { credit: 1000 },
		switches: defaultSwitches(),
		afterPage: () => {},
	};
	const { username, password, email, apiKey, tokens, mailbox } = account;
	const { token } = tokens.make(SCOPES, MAX_LIFETIME);
	const api = await startProviderServer('pecMassiva', context, pecMassivaApi(account), {
		title: "PEC Massiva's API",
	});
	const oauth = await startProviderServer('pecMassiva-oauth', context, openapiOauth(account), {
		title: "Openapi's OAuth, for PEC Massiva",
	});
	const [url] = api.urls;
	const [oauthUrl] = oauth.urls;

	function receive(...mails: IncomingMail[]): void {
		for (const mail of mails) {
			const [object, sender] = wrappings[mail.kind ?? 'certified'](mail);
			const recipient = `"${username}" `;
			const { date, text = '' } = mail;
			mailbox.add({ at: clock.now(), date, sender, recipient, object, text });
		}
	}

	return runningProvider<PecMassivaSandbox, typeof switches>({
		name: 'pecMassiva',
		servers: [api, oauth],
		account,
		switches,
		api: {
			url,
			oauthUrl,
			username,
			addUser: (name) => void account.usernames.add(name),
			password,
			token,
			email,
			apiKey,
			wallet: account.wallet,
			tokens: {
				make: (scopes, seconds) => tokens.make(scopes, seconds).token,
				revoke: (revoked) => void tokens.revoke(revoked),
			},
			mailbox: {
				receive,
				delete: (subject) =>
					mailbox.delete(
						mailbox
							.list()
							.map(({ mail }) => mail)
							.filter(({ object }) => object.includes(subject)),
					),
				subjects: () => mailbox.list().map(({ mail }) => mail.object),
				afterPage: (happens) => {
					account.afterPage = happens;
				},
			},
		},
		describe: () => ({
			title: 'PEC Massiva',
			addresses: { api: url, oauth: oauthUrl },
			hints: [
				`Recipients that decide what becomes of a message: ${asAddresses(magicNames)}; all others get it.`,
				'Receipts arrive as time goes by: the acceptance after 3 seconds, the delivery 5 seconds later.',
				'POST /pecMassiva/mails {"from": "...", "subject": "...", "kind": "certified"} on the control address lets a mail arrive.',
			],
			credentials: { username, password, token, email, apiKey },
		}),
		control: (app) => {
			app.post('/pecMassiva/mails', ({ body }, reply) => {
				receive(incomingSchema.parse(body));
				return reply.code(204).send();
			});
		},
	});
}
