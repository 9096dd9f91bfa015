import type { Provider } from '../provider';
import { stempCredentials } from './credentials';
import { stempFacts } from './facts';
import { stempFields } from './fields';
import { stempHostile } from './hostile';
import { stemp, stempAccount } from './node';
import { stempSending } from './sending';
import { stempWebhook } from './webhook';
import { stempTables } from './tables';

export const stempProvider: Provider = {
	name: 'stemp',
	title: 'stemp',
	room: 'Stemp',
	page: 'stemp',
	credential: 'stempApi',
	account: (sandbox) => stempAccount(sandbox.stemp),
	node: stemp,
	credentials: stempCredentials,
	sending: stempSending,
	facts: stempFacts,
	fields: stempFields,
	hostile: stempHostile,
	webhook: stempWebhook,
	tables: stempTables,
};
