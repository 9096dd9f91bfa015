import { stempContract } from '../../../sandbox/stemp/contract';
import type { Provider } from '../provider';
import { stempAnswers } from './answers';
import { stempArchitecture } from './architecture';
import { stempCheck } from './check';
import { stempRehearsal } from './rehearsal';
import { stempCredentials } from './credentials';
import { stempFacts } from './facts';
import { stempFields } from './fields';
import { stempHostile } from './hostile';
import { stemp, stempAccount } from './node';
import { stempSending } from './sending';
import { stempWebhook } from './webhook';
import { stempTables } from './tables';
import { demo } from './demo';
import { examples } from './examples';
import { stempCustomerFacts } from './customerFacts';
import { mailing } from './mailing';
import { measured } from './measured';
import { trigger } from './trigger';
import { stempAccounts } from './accounts';
import { stempOperations } from './operations';
import { stempPollEvents } from './pollEvents';
import { stempSandboxSettings } from './sandboxSettings';
import { stempWalks } from './walks';

export const stempProvider: Provider = {
	name: 'stemp',
	title: 'stemp',
	folder: 'Stemp',
	page: 'stemp',
	credential: 'stempApi',
	account: (sandbox) => stempAccount(sandbox.stemp),
	node: stemp,
	credentials: stempCredentials,
	sending: stempSending,
	answers: stempAnswers,
	contract: stempContract,
	check: stempCheck,
	rehearsal: stempRehearsal,
	facts: stempFacts,
	customerFacts: stempCustomerFacts,
	fields: stempFields,
	lists: {
		'email.getMany': 'paged',
		'suppression.getMany': 'paged',
		'user.getMany': 'paged',
	},
	hostile: stempHostile,
	webhook: stempWebhook,
	tables: stempTables,
	sends: 'emails from an organization to its users and members',
	description:
		'n8n nodes for stemp: send emails to the users and members of an organization, follow them, and keep its users',
	searches: ['email', 'e-mail', 'newsletter', 'fidélité', 'fidelite'],
	mailing,
	trigger,
	examples,
	demo,
	measured,
	sandboxSettings: stempSandboxSettings,
	accounts: stempAccounts,
	architecture: stempArchitecture,
	operations: stempOperations,
	pollEvents: stempPollEvents,
	walks: stempWalks,
};
