import { randomBytes } from 'node:crypto';
import type { RunningProvider, SandboxContext } from '../provider';
import { startProviderServer } from '../providerServer';
import { runningProvider } from '../runningProvider';
import { SignedLinks } from '../signedLinks';
import { initialValues } from '../switches';
import { Webhook } from '../webhook';
import { scenarios } from './scenarios';
import { Letters } from './letters';
import { routes, type Account } from './routes';
import { switches, type PigeonPostSwitches } from './switches';
import { pigeonPostDialect } from './webhook';

/** Pigeon Post as tests hold it. */
export interface PigeonPostSandbox {
	readonly url: string;
	/** What `X-Pigeon-Post-Key` has to be. */
	readonly key: string;
	/** Another key. @param loft whose it is; by default that of `key` */
	newKey(loft?: string): string;
	/** Pushes events to whoever sets an endpoint. */
	readonly webhook: Webhook;
	/** What events are signed with. */
	readonly webhookSecret: string;
	/** What no document says; assign single ones or all. */
	switches: PigeonPostSwitches;
}

/** The loft that the first key belongs to. */
const HOME = 'home';

/** Opens Pigeon Post's API. */
export async function startPigeonPost(
	context: SandboxContext,
): Promise<RunningProvider<PigeonPostSandbox>> {
	const { clock, identity } = context;
	const links = new SignedLinks(identity.secret('pigeon post links'), clock, { hours: 1 });
	const account: Account = {
		keys: new Map(),
		letters: new Letters(clock, links),
		links,
		switches: initialValues('pigeonPost', switches),
	};
	const key = `pigeon_post_${identity.secret('pigeon post key').slice(0, 32)}`;
	account.keys.set(key, HOME);
	const newKey = (loft = HOME) => {
		const added = `pigeon_post_${randomBytes(16).toString('hex')}`;
		account.keys.set(added, loft);
		return added;
	};
	const server = await startProviderServer('pigeonPost', context, routes(account), {
		title: "Pigeon Post's API",
	});
	const [url] = server.urls;
	const webhook = new Webhook(clock, pigeonPostDialect);
	const bytes = Buffer.from(identity.secret('pigeon post webhook'), 'hex');
	const webhookSecret = `whsec_${bytes.toString('base64')}`;
	return runningProvider<PigeonPostSandbox, typeof switches>({
		name: 'pigeonPost',
		servers: [server],
		api: { url, key, newKey, webhook, webhookSecret },
		account,
		switches,
		webhook: { endpoint: webhook, secrets: [webhookSecret] },
		describe: () => ({
			title: 'Pigeon Post',
			addresses: { api: url },
			credentials: { apiKey: key, webhookSigningSecret: webhookSecret },
			hints: [
				`Lofts that decide: ${scenarios.names.join(', ')}, and nowhere, which does not exist; all others are reached after a minute.`,
			],
		}),
	});
}
