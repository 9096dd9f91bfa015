import type { Provider } from '../provider';
import { pigeonPostAccounts } from './accounts';
import { pigeonPostCredentials } from './credentials';
import { pigeonPostFacts } from './facts';
import { pigeonPostFields } from './fields';
import { pigeonPostHostile } from './hostile';
import { pigeonPostOperations } from './operations';
import { pigeonPostPollEvents } from './pollEvents';
import { pigeonPostSandboxSettings } from './sandboxSettings';
import { pigeonPostSending } from './sending';
import { pigeonPostTables } from './tables';
import { pigeonPostWalks } from './walks';
import { pigeonPostWebhook } from './webhook';
import { pigeonPost, pigeonPostAccount } from './node';

export const pigeonPostProvider: Provider = {
	name: 'pigeonPost',
	title: 'Pigeon Post',
	room: 'PigeonPost',
	page: 'pigeon-post',
	credential: 'pigeonPostApi',
	account: (sandbox) => pigeonPostAccount(sandbox.pigeonPost),
	node: pigeonPost,
	accounts: pigeonPostAccounts,
	credentials: pigeonPostCredentials,
	facts: pigeonPostFacts,
	fields: pigeonPostFields,
	hostile: pigeonPostHostile,
	operations: pigeonPostOperations,
	pollEvents: pigeonPostPollEvents,
	sandboxSettings: pigeonPostSandboxSettings,
	sending: pigeonPostSending,
	tables: pigeonPostTables,
	walks: pigeonPostWalks,
	webhook: pigeonPostWebhook,
};
