import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { ClientCertificate } from '../certificateAuthority';
import { asAddresses } from '../scenarios';
import type { RunningProvider, SandboxContext } from '../provider';
import { startProviderServer } from '../providerServer';
import { runningProvider } from '../runningProvider';
import { SignedLinks } from '../signedLinks';
import { Webhook } from '../webhook';
import type { Account } from './account';
import { stampeeApi } from './api';
import { Customers } from './customers';
import { linkValidity, stampeeFiles } from './files';
import { magicNames } from './magicNames';
import { Messages } from './messages';
import { defaultSwitches, switches, type StampeeSwitches } from './switches';
import { customerStates, type CustomerState } from './vocabulary';
import { shownToReceivers, stampeeDialect } from './webhook';

/** Stampee as tests use it. */
export interface StampeeSandbox {
	/** Plain HTTP; enough for LS. */
	readonly url: string;
	/** The same API over TLS; requests a client certificate, which only LRE needs. */
	readonly secureUrl: string;
	/** The origin of the evidence links. */
	readonly filesUrl: string;
	/** The valid value of `X-API-TOKEN`. */
	readonly token: string;
	/** Creates another API token. Stampee does not say whose token it is. */
	newToken(): string;
	/** A client certificate that is accepted for LRE; created on first use. */
	readonly clientCertificate: ClientCertificate;
	/** PEM; the authority to trust for `secureUrl`. */
	readonly certificateAuthority: string;
	readonly customers: {
		/**
		 * Sets the state of a customer.
		 * @throws RangeError if there is no such customer
		 */
		answer(id: string, state: CustomerState): void;
	};
	/** Pushes events to the configured endpoint. */
	readonly webhook: Webhook;
	/** The secrets that events are signed with: a symmetric secret (`whsec_`) and an ed25519 key (`whsk_`). */
	readonly webhookSecrets: string[];
	/** The keys that receivers verify events with. */
	readonly webhookKeys: string[];
	/** The switches for undocumented behaviour; assign one or all of them. */
	switches: StampeeSwitches;
}

const answerSchema = z.object({ state: z.enum(customerStates) }).strict();

/** Opens Stampee's API, over HTTP and TLS, and the origin of its evidence. */
export async function startStampee(
	context: SandboxContext,
): Promise<RunningProvider<StampeeSandbox>> {
	const { clock, identity } = context;
	const account: Account = {
		clock,
		tokens: new Set(),
		messages: new Messages(),
		customers: new Customers(clock),
		links: new SignedLinks(identity.secret('stampee links'), clock, linkValidity),
		switches: defaultSwitches(),
	};
	const { tokens, customers } = account;
	// The format of the sample on Stampee's authorization page.
	const token = `stampee_${identity.secret('stampee token')}`;
	tokens.add(token);
	const files = await startProviderServer('stampee-files', context, stampeeFiles(account), {
		title: "Stampee's evidence documents",
	});
	const [filesUrl] = files.urls;
	const api = await startProviderServer('stampee', context, stampeeApi(account, filesUrl), {
		title: "Stampee's API",
		secure: true,
	});
	const [url, secureUrl] = api.urls;
	let clientCertificate: ClientCertificate | undefined;
	const webhook = new Webhook(clock, stampeeDialect);
	const keyOf = (purpose: string) =>
		Buffer.from(identity.secret(`stampee webhook ${purpose}`), 'hex').toString('base64');
	const webhookSecrets = [`whsec_${keyOf('secret')}`, `whsk_${keyOf('key')}`];
	const webhookKeys = webhookSecrets.map(shownToReceivers);

	const clientCertificateOnce = () =>
		(clientCertificate ??= identity.authority.issueClientCertificate(
			'Stampee sandbox client',
			identity.secret('stampee passphrase').slice(0, 20),
			{ keys: identity.clientKeys() },
		));

	return runningProvider<StampeeSandbox, typeof switches>({
		name: 'stampee',
		servers: [api, files],
		account,
		switches,
		api: {
			url,
			secureUrl,
			filesUrl,
			token,
			newToken() {
				const added = `stampee_${randomBytes(32).toString('hex')}`;
				tokens.add(added);
				return added;
			},
			webhook,
			webhookSecrets,
			webhookKeys,
			get clientCertificate() {
				return clientCertificateOnce();
			},
			get certificateAuthority() {
				return identity.authority.certificate;
			},
			customers: { answer: (id, state) => customers.answer(id, state) },
		},
		describe: () => ({
			title: 'Stampee',
			addresses: { api: url, apiWithClientCertificate: secureUrl, evidence: filesUrl },
			hints: [
				`Recipients that decide what becomes of a message: ${asAddresses(magicNames.messages)}; all others accept.`,
				`Customers that answer by themselves: ${asAddresses(magicNames.customers)}; all others wait for POST /stampee/customers/:id/answer.`,
				'What follows a + changes nothing: refuse+42@example.org refuses.',
			],
			credentials: {
				token,
				webhookSigningSecrets: webhookKeys.join(' '),
				...clientCertificateOnce(),
				certificateAuthority: identity.authority.certificate,
			},
		}),
		webhook: { endpoint: webhook, secrets: webhookSecrets },
		control: (app) => {
			app.post<{ Params: { id: string } }>(
				'/stampee/customers/:id/answer',
				({ params, body }, reply) => {
					customers.answer(params.id, answerSchema.parse(body).state);
					return reply.send(customers.find(params.id));
				},
			);
		},
	});
}
