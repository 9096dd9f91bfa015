import type { FastifyInstance } from 'fastify';
import type { ProviderDescription, RunningProvider } from './provider';
import type { ProviderServer } from './providerServer';
import { switchRoutes, type SwitchTable, type SwitchValues } from './switches';
import { webhookControl, type Webhook } from './webhook';

/** The parts of a provider whose servers are open. */
export interface Parts<Api extends { switches: unknown }, Table extends SwitchTable> {
	/** Its name in a sandbox; its paths in the control API begin with it. */
	name: string;
	servers: ProviderServer[];
	/** The interface for tests; the switches are added to it. */
	api: Omit<Api, 'switches'>;
	/** The object that holds the switches. */
	account: { switches: SwitchValues<Table> };
	/** The declarations of the switches. */
	switches: Table;
	describe: () => ProviderDescription;
	/** The endpoint that it pushes events to, and the secrets that it signs them with. */
	webhook?: { endpoint: Webhook; secrets: string[] };
	/** Adds more routes to the control API; their paths begin with the provider's name. */
	control?: (app: FastifyInstance) => void;
}

/** Creates a running provider from its parts, with its switches and the routes of the control API. */
export function runningProvider<Api extends { switches: unknown }, Table extends SwitchTable>({
	name,
	servers,
	api,
	account,
	switches,
	describe,
	webhook,
	control,
}: Parts<Api, Table>): RunningProvider<Api> {
	const held = Object.defineProperty(api, 'switches', {
		enumerable: true,
		get: () => account.switches,
		set: (values: SwitchValues<Table>) => {
			account.switches = values;
		},
	}) as Api;
	return {
		api: held,
		describe,
		control: (app) => {
			if (webhook) webhookControl(app, name, webhook.endpoint, webhook.secrets);
			control?.(app);
			switchRoutes(app, name, switches, account);
		},
		stop: async () => {
			await Promise.all(servers.map((server) => server.stop()));
		},
	};
}
