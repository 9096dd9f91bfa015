import { randomBytes } from 'node:crypto';
import { asAddresses } from '../scenarios';
import type { RunningProvider, SandboxContext } from '../provider';
import { startProviderServer } from '../providerServer';
import { runningProvider } from '../runningProvider';
import { Webhook } from '../webhook';
import type { Account } from './account';
import { postageAppApi } from './api';
import { magicNames } from './magicNames';
import { Messages } from './messages';
import { defaultSwitches, switches, type PostageAppSwitches } from './switches';
import { postageAppDialect } from './webhook';

/** PostageApp as tests use it. */
export interface PostageAppSandbox {
	readonly url: string;
	/** For sending and tracking messages. */
	readonly projectKey: string;
	/** Creates another project key, for the same project or, by its address, for another one. */
	newProjectKey(project?: string): string;
	/** For projects and mailboxes. */
	readonly accountKey: string;
	/** Pushes events to the configured endpoint. */
	readonly webhook: Webhook;
	/** The switches for undocumented behaviour; assign one or all of them. */
	switches: PostageAppSwitches;
}

const PROJECT = 'https://acct.postageapp.com/projects/5';

/** Opens PostageApp's API over HTTP. */
export async function startPostageApp(
	context: SandboxContext,
): Promise<RunningProvider<PostageAppSandbox>> {
	const { clock, identity } = context;
	const account: Account = {
		clock,
		projectKeys: new Map(),
		accountKey: identity.secret('postageApp account key').slice(0, 32),
		messages: new Messages(),
		events: new Map(),
		projects: new Map(),
		mailboxes: new Map(),
		switches: defaultSwitches(),
	};
	const { projectKeys, accountKey } = account;
	const projectKey = identity.secret('postageApp project key').slice(0, 32);
	projectKeys.set(projectKey, PROJECT);
	const webhook = new Webhook(
		clock,
		postageAppDialect(() => account.switches),
	);
	const server = await startProviderServer('postageApp', context, postageAppApi(account), {
		title: "PostageApp's API",
	});
	const [url] = server.urls;
	return runningProvider<PostageAppSandbox, typeof switches>({
		name: 'postageApp',
		servers: [server],
		account,
		switches,
		api: {
			url,
			projectKey,
			newProjectKey(project = PROJECT) {
				const added = randomBytes(16).toString('hex');
				projectKeys.set(added, project);
				return added;
			},
			accountKey,
			webhook,
		},
		describe: () => ({
			title: 'PostageApp',
			addresses: { api: url },
			hints: [
				`Recipients that decide what becomes of a message: ${asAddresses(magicNames)}; all others get it after a minute.`,
				'What follows a + changes nothing: bounce+42@example.org bounces.',
				`Templates: ${account.switches.templates.join(', ')}.`,
			],
			credentials: { projectApiKey: projectKey, accountApiKey: accountKey },
		}),
		webhook: { endpoint: webhook, secrets: [identity.secret('postageApp webhook')] },
	});
}
