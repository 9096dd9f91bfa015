import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { asAddresses } from '../scenarios';
import type { RunningProvider, SandboxContext } from '../provider';
import { startProviderServer } from '../providerServer';
import { FixedWindow } from '../rateLimit';
import { runningProvider } from '../runningProvider';
import { Webhook } from '../webhook';
import type { Account } from './account';
import { stempApi } from './api';
import { Emails, type Email } from './emails';
import { magicNames } from './magicNames';
import { RecipientDirectory, type Member, type User, type UserDetails } from './people';
import { defaultSwitches, switches, type StempSwitches } from './switches';
import { Tokens } from './tokens';
import { categories, type Category } from './vocabulary';
import { stempDialect } from './webhook';

/** stemp as tests use it. */
export interface StempSandbox {
	/** The equivalent of `https://api.stemp.app/api`. */
	readonly url: string;
	/** A new access token each time it is read; valid for `switches.accessTokenLife` seconds. */
	readonly accessToken: string;
	/** The first refresh token of the installation. Valid for 30 days, or until it is rotated. */
	readonly refreshToken: string;
	/** Creates a refresh token of another installation of the app, not yet used for a renewal. */
	newRefreshToken(organizationId?: string): string;
	/** The client ID and secret of the app, required if `switches.refreshNeedsClient`. */
	readonly client: { id: string; secret: string };
	/** Invalidates an access token before it expires. */
	revoke(accessToken: string): void;
	readonly users: {
		add(details: UserDetails): User;
		/** Opts a user out of a category, as a click on the unsubscribe link does. */
		optOut(id: string, category: Category): void;
	};
	readonly members: { add(email: string): Member };
	readonly emails: {
		/** Adds an email that stemp itself sends, such as the one for a new pass. */
		sendBySystem(recipientEmail: string, subject: string): Email;
	};
	/** Pushes events to the configured endpoint. */
	readonly webhook: Webhook;
	/** The secret that events are signed with. */
	readonly webhookSecret: string;
	/** The switches for undocumented behaviour; assign one or all of them. */
	switches: StempSwitches;
}

const optOutSchema = z.object({ category: z.enum(categories) }).strict();

/** Opens stemp's API over HTTP. */
export async function startStemp(context: SandboxContext): Promise<RunningProvider<StempSandbox>> {
	const { clock, identity } = context;
	const account: Account = {
		clock,
		tokens: new Tokens(identity.secret('stemp access tokens'), clock, () => account.switches),
		client: { id: 'sandbox-app', secret: identity.secret('stemp client secret') },
		people: new RecipientDirectory(clock),
		emails: new Emails(clock),
		rateLimit: new FixedWindow(),
		switches: defaultSwitches(),
	};
	const { tokens, people, emails, client } = account;
	const refreshToken = tokens.addRefreshToken(
		`srt_${identity.secret('stemp refresh token').slice(0, 48)}`,
	);
	// Users to write to, with the same IDs at every start, so that the recipients in workflows stay valid.
	const idOf = (who: string) => identity.secret(`stemp ${who}`).slice(0, 26);
	const residents = ['ada', ...magicNames].map((name) =>
		people.addUser(
			{ email: `${name}@example.org`, name, externalId: `cust_${name}` },
			`usr_${idOf(name)}`,
		),
	);
	const member = people.addMember('staff@example.org', `mem_${idOf('staff')}`);

	const webhook = new Webhook(clock, stempDialect);
	const webhookSecret = identity.secret('stemp webhook');

	const server = await startProviderServer('stemp', context, stempApi(account), {
		title: "stemp's API (its address ends with `/api`)",
	});
	const url = `${server.urls[0]}/api`;
	return runningProvider<StempSandbox, typeof switches>({
		name: 'stemp',
		servers: [server],
		account,
		switches,
		api: {
			url,
			get accessToken() {
				return tokens.issue();
			},
			refreshToken,
			newRefreshToken: (organizationId) =>
				tokens.addRefreshToken(`srt_${randomBytes(24).toString('hex')}`, organizationId),
			client,
			webhook,
			webhookSecret,
			revoke: (accessToken) => tokens.revoke(accessToken),
			users: {
				add: (details) => people.addUser(details),
				optOut: (id, category) => people.optOut(id, category),
			},
			members: { add: (email) => people.addMember(email) },
			emails: {
				sendBySystem: (recipientEmail, subject) =>
					emails.add({
						recipientEmail,
						subject,
						category: 'transactional',
						source: 'SYSTEM_EVENT',
					}),
			},
		},
		describe: () => ({
			title: 'stemp',
			addresses: { api: url },
			hints: [
				`Recipients that decide what becomes of an email: ${asAddresses(magicNames)}; all others get it.`,
				`Each of them is a user of example.org, found by its external ID: ${residents[0].externalId} is ${residents[0].id}. A member: ${member.id}.`,
				'What follows a + changes nothing: bounce+42@example.org bounces.',
				'POST /stemp/users/:id/opt-out {"category": "marketing"} is what a click on the unsubscribe link does.',
			],
			credentials: {
				refreshToken,
				clientId: client.id,
				clientSecret: client.secret,
				webhookSigningSecret: webhookSecret,
			},
		}),
		webhook: { endpoint: webhook, secrets: [webhookSecret] },
		control: (app) => {
			app.post<{ Params: { id: string } }>(
				'/stemp/users/:id/opt-out',
				({ params, body }, reply) => {
					people.optOut(params.id, optOutSchema.parse(body).category);
					return reply.code(204).send();
				},
			);
		},
	});
}
