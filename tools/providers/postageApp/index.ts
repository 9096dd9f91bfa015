import { postageAppContract } from '../../../sandbox/postageApp/contract';
import type { Provider } from '../provider';
import { postageAppAnswers } from './answers';
import { postageAppArchitecture } from './architecture';
import { postageAppCheck } from './check';
import { postageAppRehearsal } from './rehearsal';
import { postageAppCredentials } from './credentials';
import { postageAppFacts } from './facts';
import { postageAppFields } from './fields';
import { postageAppHostile } from './hostile';
import { postageApp, postageAppAccount } from './node';
import { postageAppSending } from './sending';
import { postageAppWebhook } from './webhook';
import { postageAppTables } from './tables';
import { demo } from './demo';
import { examples } from './examples';
import { postageAppCustomerFacts } from './customerFacts';
import { mailing } from './mailing';
import { measured } from './measured';
import { trigger } from './trigger';
import { postageAppAccounts } from './accounts';
import { postageAppOperations } from './operations';
import { postageAppPollEvents } from './pollEvents';
import { postageAppPushCheck } from './pushCheck';
import { postageAppSandboxSettings } from './sandboxSettings';
import { postageAppWalks } from './walks';

export const postageAppProvider: Provider = {
	name: 'postageApp',
	title: 'PostageApp',
	folder: 'PostageApp',
	page: 'postageapp',
	credential: 'postageAppApi',
	account: (sandbox) => postageAppAccount(sandbox.postageApp),
	node: postageApp,
	credentials: postageAppCredentials,
	sending: postageAppSending,
	answers: postageAppAnswers,
	contract: postageAppContract,
	check: postageAppCheck,
	rehearsal: postageAppRehearsal,
	facts: postageAppFacts,
	customerFacts: postageAppCustomerFacts,
	fields: postageAppFields,
	lists: {
		'mailbox.getMany': 'whole',
		'method.getMany': 'whole',
		'suppression.getMany': 'whole',
		'message.getHistory': 'paged',
		'message.getMany': 'paged',
		'scheduledMessage.getMany': 'paged',
	},
	hostile: postageAppHostile,
	webhook: postageAppWebhook,
	tables: postageAppTables,
	sends: 'transactional mail and mail merges, each message sent once by its UID',
	description:
		'n8n nodes for PostageApp: send transactional mail and mail merges, each message once by its UID, and follow it',
	searches: ['email', 'e-mail', 'mail merge', 'publipostage', 'stampa unione', 'newsletter'],
	mailing,
	trigger,
	examples,
	demo,
	measured,
	sandboxSettings: postageAppSandboxSettings,
	accounts: postageAppAccounts,
	architecture: postageAppArchitecture,
	operations: postageAppOperations,
	pollEvents: postageAppPollEvents,
	walks: postageAppWalks,
	pushCheck: postageAppPushCheck,
};
