import { stampeeContract } from '../../../sandbox/stampee/contract';
import type { Provider } from '../provider';
import { stampeeAnswers } from './answers';
import { stampeeArchitecture } from './architecture';
import { stampeeCheck } from './check';
import { stampeeRehearsal } from './rehearsal';
import { stampeeCredentials } from './credentials';
import { stampeeFacts } from './facts';
import { stampeeFields } from './fields';
import { stampeeHostile } from './hostile';
import { stampee, stampeeAccount } from './node';
import { stampeeSending } from './sending';
import { stampeeWebhook } from './webhook';
import { stampeeTables } from './tables';
import { demo } from './demo';
import { examples } from './examples';
import { stampeeCustomerFacts } from './customerFacts';
import { mailing } from './mailing';
import { measured } from './measured';
import { trigger } from './trigger';
import { stampeeAccounts } from './accounts';
import { stampeeOperations } from './operations';
import { stampeePollEvents } from './pollEvents';
import { stampeeQuickStart } from './quickStart';
import { stampeeSandboxSettings } from './sandboxSettings';
import { stampeeWalks } from './walks';

export const stampeeProvider: Provider = {
	name: 'stampee',
	title: 'Stampee',
	folder: 'Stampee',
	page: 'stampee',
	credential: 'stampeeApi',
	account: (sandbox) => stampeeAccount(sandbox.stampee),
	node: stampee,
	credentials: stampeeCredentials,
	sending: stampeeSending,
	answers: stampeeAnswers,
	contract: stampeeContract,
	check: stampeeCheck,
	rehearsal: stampeeRehearsal,
	facts: stampeeFacts,
	customerFacts: stampeeCustomerFacts,
	fields: stampeeFields,
	lists: {
		'customer.getMany': 'whole',
	},
	hostile: stampeeHostile,
	webhook: stampeeWebhook,
	tables: stampeeTables,
	sends: 'electronic letters, simple (LS) and registered (LRE), with their evidence as PDF',
	description:
		'n8n nodes for Stampee: send simple and registered electronic letters (LS, LRE), follow them and get the proof',
	searches: [
		'registered letter',
		'lettre recommandée',
		'lettre recommandee',
		'recommandé',
		'recommande',
		'LRE',
		'accusé de réception',
		'accuse de reception',
		'raccomandata',
		'carta certificada',
		'evidence',
		'proof',
	],
	mailing,
	trigger,
	examples,
	demo,
	measured,
	sandboxSettings: stampeeSandboxSettings,
	accounts: stampeeAccounts,
	architecture: stampeeArchitecture,
	operations: stampeeOperations,
	pollEvents: stampeePollEvents,
	quickStart: stampeeQuickStart,
	walks: stampeeWalks,
};
